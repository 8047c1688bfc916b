import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { classes } from '@/lib/classes.ts'
import styles from './Avis.module.css'

type TonAvis = 'information' | 'attention' | 'erreur' | 'succes' | 'verrou'

const ICONES = { information: IconInfoCircle, attention: IconAlertTriangle, erreur: IconAlertTriangle, succes: IconCircleCheck, verrou: IconLock }

interface Props {
  ton?: TonAvis
  titre?: string
  children?: ReactNode
  /** Said aloud at once: only for what answers an act of the person. */
  annonce?: boolean
}

export function Avis({ ton = 'information', titre, children, annonce = false }: Props) {
  const Icone = ICONES[ton]
  return (
    <div className={classes(styles.avis, styles[ton])} role={annonce ? (ton === 'erreur' ? 'alert' : 'status') : undefined}>
      <Icone size={18} stroke={1.8} aria-hidden="true" className={styles.icone} />
      <div className={styles.corps}>
        {titre && <p className={styles.titre}>{titre}</p>}
        {children}
      </div>
    </div>
  )
}
