import { useEffect, useRef, type ReactNode } from 'react'
import styles from './PageHeader.module.css'

interface Props {
  titre: string
  /** A short line under the title: what the page shows, in figures or in words. */
  sous?: ReactNode
  chemin?: ReactNode
  actions?: ReactNode
}

/** The title takes the focus when the page opens, so that a screen reader says where one is. */
export function PageHeader({ titre, sous, chemin, actions }: Props) {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${titre} · Fichier partagé`
  }, [titre])
  useEffect(() => {
    ref.current?.focus({ preventScroll: true })
  }, [])
  return (
    <header className={styles.entete}>
      <div className={styles.textes}>
        {chemin && (
          <nav aria-label="Fil d’Ariane" className={styles.chemin}>
            {chemin}
          </nav>
        )}
        <h1 ref={ref} tabIndex={-1}>
          {titre}
        </h1>
        {sous && <p className={styles.sous}>{sous}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  )
}
