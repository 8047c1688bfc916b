import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Link } from 'wouter'
import { classes } from '../lib/classes.ts'
import style from './Button.module.css'

export type Allure = 'principal' | 'secondaire' | 'discret' | 'danger'

interface Apparence {
  allure?: Allure
  petit?: boolean
  large?: boolean
  children: ReactNode
}

const nomDeClasse = ({ allure = 'principal', petit, large }: Apparence) =>
  classes(style.bouton, style[allure], petit && style.petit, large && style.large)

interface ButtonProps extends Apparence {
  type?: 'button' | 'submit'
  onPress?: () => void
  enCours?: boolean
  'aria-label'?: string
  'aria-expanded'?: boolean
  'aria-controls'?: string
}

/** While its work is under way the button keeps the focus and says so, but does not start it twice. */
export function Button({ allure, petit, large, children, type = 'button', onPress, enCours = false, ...aria }: ButtonProps) {
  return (
    <AriaButton
      className={nomDeClasse({ allure, petit, large, children })}
      type={enCours ? 'button' : type}
      onPress={enCours ? undefined : onPress}
      data-pending={enCours || undefined}
      data-sans-impression
      {...aria}
    >
      {children}
      {enCours && <span className="invisible">, en cours…</span>}
    </AriaButton>
  )
}

interface ButtonLinkProps extends Apparence {
  href: string
  /** Ce qui se fait à la place d’une simple visite. */
  onClick?: () => void
}

const HORS_DU_SITE = /^(?:tel|mailto):/

export function ButtonLink({ href, onClick, ...apparence }: ButtonLinkProps) {
  if (HORS_DU_SITE.test(href)) {
    return (
      <a href={href} className={nomDeClasse(apparence)} data-sans-impression>
        {apparence.children}
      </a>
    )
  }
  return (
    <Link
      href={href}
      className={nomDeClasse(apparence)}
      data-sans-impression
      onClick={
        onClick &&
        ((event) => {
          event.preventDefault()
          onClick()
        })
      }
    >
      {apparence.children}
    </Link>
  )
}

interface DownloadLinkProps extends Apparence {
  href: string
  nom?: string
}

export function DownloadLink({ href, nom, ...apparence }: DownloadLinkProps) {
  return (
    <a href={href} download={nom ?? true} className={nomDeClasse(apparence)} data-sans-impression>
      {apparence.children}
    </a>
  )
}
