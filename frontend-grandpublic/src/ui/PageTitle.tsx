import { useEffect, useId, useRef, type ReactNode } from 'react'
import { nommerPage } from '../lib/titre.ts'
import { allerAuChamp } from './champ.ts'
import { Insecable } from './Insecable.tsx'
import style from './PageTitle.module.css'

interface PageTitleProps {
  children: string
  /** Ce qui précède le titre : l’avancement. */
  avant?: ReactNode
  /** Ce que dit l’avancement, « Étape 3 sur 9 » : lu avec le titre, et dans l’onglet. */
  etape?: string
  chapo?: ReactNode
}

let premierePage = true

/** Moves the focus to the title on navigation, so that a screen reader reads the new page; not on the first one. */
export function PageTitle({ children, avant, etape, chapo }: PageTitleProps) {
  const titre = useRef<HTMLHeadingElement>(null)
  const id = useId()
  useEffect(() => {
    nommerPage(etape ? `${etape} : ${children}` : children)
    const arrivee = decodeURIComponent(location.hash.slice(1))
    if (arrivee && allerAuChamp(arrivee)) {
      premierePage = false
      return
    }
    if (!premierePage) {
      titre.current?.focus()
      window.scrollTo(0, 0)
    }
    premierePage = false
  }, [children, etape])
  return (
    <div className={style.entete}>
      {avant && <div id={id}>{avant}</div>}
      <h1 ref={titre} tabIndex={-1} aria-describedby={avant ? id : undefined}>
        <Insecable texte={children} />
      </h1>
      {chapo && <p className={style.chapo}>{chapo}</p>}
    </div>
  )
}
