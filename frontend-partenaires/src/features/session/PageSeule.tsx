import type { ReactNode } from 'react'
import styles from './PageSeule.module.css'

/** The pages that one sees before being signed in: one column, one thing to do. */
export function PageSeule({ children, large = false }: { children: ReactNode; large?: boolean }) {
  return (
    <div className={styles.fond}>
      <header className={styles.marque}>
        <svg viewBox="0 0 32 32" width="36" height="36" aria-hidden="true">
          <rect width="32" height="32" rx="7" fill="var(--accent)" />
          <path d="M7 15.5 16 8l9 7.5M10 15v8.5h12V15" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round" />
          <circle cx="16" cy="18.6" r="2.2" fill="#f2c879" />
        </svg>
        <div>
          <p className={styles.nom}>Fichier partagé</p>
          <p className={styles.objet}>de la demande de logement social</p>
        </div>
      </header>
      <main id="contenu" className={large ? styles.large : styles.carte}>
        {children}
      </main>
      <footer className={styles.pied}>Version {__VERSION__}</footer>
    </div>
  )
}
