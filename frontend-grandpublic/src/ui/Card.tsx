import type { ReactNode } from 'react'
import { classes } from '../lib/classes.ts'
import style from './Card.module.css'

interface CardProps {
  titre?: ReactNode
  id?: string
  forte?: boolean
  /** Un lien à côté du titre, qui n’en fait pas partie. */
  geste?: ReactNode
  children: ReactNode
}

export function Card({ titre, id, forte, geste, children }: CardProps) {
  return (
    <section id={id} className={classes(style.carte, forte && style.forte)}>
      {geste ? (
        <div className={style.tete}>
          <h2>{titre}</h2>
          {geste}
        </div>
      ) : (
        titre && <h2>{titre}</h2>
      )}
      {children}
    </section>
  )
}
