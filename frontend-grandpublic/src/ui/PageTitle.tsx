import { useEffect, useRef, type ReactNode } from 'react'
import { allerAuChamp } from './champ.ts'
import style from './PageTitle.module.css'

interface PageTitleProps {
  children: string
  /** Ce qui précède le titre : « Étape 3 sur 9 ». */
  avant?: ReactNode
  chapo?: ReactNode
}

let premierePage = true

/** Moves the focus to the title on navigation, so that a screen reader reads the new page; not on the first one. */
export function PageTitle({ children, avant, chapo }: PageTitleProps) {
  const titre = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = children
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
  }, [children])
  return (
    <div className={style.entete}>
      {avant}
      <h1 ref={titre} tabIndex={-1}>
        {children}
      </h1>
      {chapo && <p className={style.chapo}>{chapo}</p>}
    </div>
  )
}
