import { useEffect, useRef, type ReactNode } from 'react'
import { classes } from '../lib/classes.ts'
import style from './Notice.module.css'

export type Ton = 'information' | 'attention' | 'succes' | 'erreur'

const SIGNES: Record<Ton, string> = { information: 'i', attention: '!', succes: '✓', erreur: '!' }

interface NoticeProps {
  ton?: Ton
  titre?: ReactNode
  /** Lu aussitôt par un lecteur d’écran : pour ce qui vient d’arriver. */
  annonce?: boolean
  /** Remplace ce que l’on vient de presser : le focus y vient, la page s’y place, et un lecteur d’écran le lit. */
  arrivee?: boolean
  suite?: ReactNode
  children?: ReactNode
}

export function Notice({ ton = 'information', titre, annonce, arrivee = false, suite, children }: NoticeProps) {
  const cadre = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (arrivee) cadre.current?.focus()
  }, [arrivee])
  return (
    <div ref={cadre} tabIndex={arrivee ? -1 : undefined} className={classes(style.avis, style[ton])} role={annonce ? (ton === 'erreur' ? 'alert' : 'status') : undefined}>
      <span className={style.signe} aria-hidden="true">
        {SIGNES[ton]}
      </span>
      <div>
        {titre && <p className={style.titre}>{titre}</p>}
        {children}
        {suite && <div className={style.suite}>{suite}</div>}
      </div>
    </div>
  )
}
