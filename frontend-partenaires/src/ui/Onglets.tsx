import type { ReactNode } from 'react'
import styles from './Onglets.module.css'

/** Tabs that are pages: each has its address, so they are links, not ARIA tabs. The links mark themselves with aria-current. */
export function Onglets({ libelle, children }: { libelle: string; children: ReactNode }) {
  return (
    <nav className={styles.onglets} aria-label={libelle}>
      {children}
    </nav>
  )
}
