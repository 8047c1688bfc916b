import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { classes } from '../lib/classes.ts'
import style from './Layout.module.css'

export function Page({ etroite, children }: { etroite?: boolean; children: ReactNode }) {
  return <div className={classes(style.page, etroite && style.etroite)}>{children}</div>
}

/** Un avis qui précède la page. */
export function Bandeau({ children }: { children: ReactNode }) {
  return <div className={style.bandeau}>{children}</div>
}

export function Pile({ ecart, children }: { ecart?: 'serree' | 'large'; children: ReactNode }) {
  return <div className={classes(style.pile, ecart && style[ecart])}>{children}</div>
}

export function Rangee({ children }: { children: ReactNode }) {
  return <div className={style.rangee}>{children}</div>
}

export function Retour({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={style.retour} data-sans-impression>
      {children}
    </Link>
  )
}
