import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Sigle } from './Sigle.tsx'
import styles from './PageSeule.module.css'

/** The pages that one sees before being signed in: one column, one thing to do. */
export function PageSeule({ children, large = false }: { children: ReactNode; large?: boolean }) {
  return (
    <div className={styles.fond}>
      <header className={styles.marque}>
        <Sigle taille={36} />
        <div>
          <p className={styles.nom}>Fichier partagé</p>
          <p className={styles.objet}>de la demande de logement social</p>
        </div>
      </header>
      <main id="contenu" className={large ? styles.large : styles.carte}>
        {children}
      </main>
      <footer className={styles.pied}>
        <span>Version {__VERSION__}</span>
        <Link to="/aide">Aide et assistance</Link>
      </footer>
    </div>
  )
}
