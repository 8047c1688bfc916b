import { useEffect, useRef, type ReactNode } from 'react'
import { Onglets } from './Onglets.tsx'
import styles from './EnteteFiche.module.css'

interface Props {
  /** What the file is about: a new one takes the focus again. */
  cle: string
  titre: string
  /** Beside the name: state, number. */
  identite: ReactNode
  actions: ReactNode
  faits: readonly { cle: string; contenu: ReactNode }[]
  libelleOnglets: string
  onglets: ReactNode
}

/** The head of a file that is read all day: it never scrolls away. */
export function EnteteFiche({ cle, titre, identite, actions, faits, libelleOnglets, onglets }: Props) {
  const nom = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${titre} · Fichier partagé`
  }, [titre])
  useEffect(() => nom.current?.focus({ preventScroll: true }), [cle])
  return (
    <header className={styles.entete}>
      <div className={styles.identite}>
        <h1 ref={nom} tabIndex={-1} className={styles.nom}>
          {titre}
        </h1>
        {identite}
      </div>
      <div className={styles.actions}>{actions}</div>
      <div className={styles.faits}>
        <div className={styles.coupe}>
          <ul>
            {faits.map((fait) => (
              <li key={fait.cle}>{fait.contenu}</li>
            ))}
          </ul>
        </div>
      </div>
      <div className={styles.onglets}>
        <Onglets libelle={libelleOnglets}>{onglets}</Onglets>
      </div>
    </header>
  )
}
