import type { ReactNode } from 'react'
import { classes } from '@/lib/classes.ts'
import styles from './PageListe.module.css'

interface Props {
  entete: ReactNode
  barre?: ReactNode
  panneau?: ReactNode
  children: ReactNode
}

/** A list fills the window: its head stays, its rows scroll, its panel opens on the right without leaving it. */
export function PageListe({ entete, barre, panneau, children }: Props) {
  return (
    <div className={styles.page}>
      {entete}
      {barre && <div className={styles.barre}>{barre}</div>}
      <div className={classes(styles.zone, Boolean(panneau) && styles.avecPanneau)}>
        <div className={styles.liste}>{children}</div>
        {panneau}
      </div>
    </div>
  )
}
