import type { ReactNode } from 'react'
import { classes } from '../lib/classes.ts'
import style from './Card.module.css'
import { Insecable } from './Insecable.tsx'

interface CardProps {
  titre?: ReactNode
  id?: string
  forte?: boolean
  /** Un lien à côté du titre, qui n’en fait pas partie. */
  geste?: ReactNode
  children: ReactNode
}

function Titre({ children }: { children: ReactNode }) {
  return <h2>{typeof children === 'string' ? <Insecable texte={children} /> : children}</h2>
}

export function Card({ titre, id, forte, geste, children }: CardProps) {
  return (
    <section id={id} className={classes(style.carte, forte && style.forte)}>
      {geste ? (
        <div className={style.tete}>
          <Titre>{titre}</Titre>
          {geste}
        </div>
      ) : (
        titre && <Titre>{titre}</Titre>
      )}
      {children}
    </section>
  )
}
