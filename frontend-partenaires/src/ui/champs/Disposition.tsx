import type { ReactNode } from 'react'
import { classes } from '@/lib/classes.ts'
import styles from './Disposition.module.css'

/** Fields in columns: two or three across on a desk, one on a phone. */
export function Rangee({ children, colonnes = 2 }: { children: ReactNode; colonnes?: 1 | 2 | 3 | 4 }) {
  return <div className={classes(styles.rangee, styles[`c${colonnes}`])}>{children}</div>
}

export function PiedDeFormulaire({ children }: { children: ReactNode }) {
  return <div className={styles.pied}>{children}</div>
}

export function Pile({ children, espace = 'moyen' }: { children: ReactNode; espace?: 'serre' | 'moyen' | 'large' }) {
  return <div className={classes(styles.pile, styles[espace])}>{children}</div>
}

export function Rang({ children, fin = false }: { children: ReactNode; fin?: boolean }) {
  return <div className={classes(styles.rang, fin && styles.fin)}>{children}</div>
}
