import { useId, type ReactNode } from 'react'
import { classes } from '@/lib/classes.ts'
import styles from './Carte.module.css'

interface Props {
  titre?: string
  niveau?: 2 | 3
  outils?: ReactNode
  children: ReactNode
  /** Without inner margin, for a table that touches the edges. */
  pleine?: boolean
  className?: string | undefined
}

export function Carte({ titre, niveau = 2, outils, children, pleine = false, className }: Props) {
  const id = useId()
  const Titre = `h${niveau}` as const
  return (
    <section className={classes(styles.carte, className)} aria-labelledby={titre ? id : undefined}>
      {titre && (
        <div className={styles.entete}>
          <Titre id={id} className={styles.titre}>
            {titre}
          </Titre>
          {outils && <div className={styles.outils}>{outils}</div>}
        </div>
      )}
      <div className={pleine ? styles.plein : styles.corps}>{children}</div>
    </section>
  )
}

/** Cards side by side, as many as the width allows. */
export function Grille({ children, min = '20rem' }: { children: ReactNode; min?: '14rem' | '20rem' | '28rem' }) {
  return <div className={classes(styles.grille, min === '14rem' && styles.etroite, min === '28rem' && styles.large)}>{children}</div>
}
