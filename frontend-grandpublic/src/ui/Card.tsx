import type { ReactNode } from 'react'
import { classes } from '../lib/classes.ts'
import style from './Card.module.css'

interface CardProps {
  titre?: ReactNode
  id?: string
  forte?: boolean
  children: ReactNode
}

export function Card({ titre, id, forte, children }: CardProps) {
  return (
    <section id={id} className={classes(style.carte, forte && style.forte)}>
      {titre && <h2>{titre}</h2>}
      {children}
    </section>
  )
}
