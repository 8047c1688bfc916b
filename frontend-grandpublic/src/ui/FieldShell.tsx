import type { ReactNode } from 'react'
import style from './Field.module.css'

interface FieldShellProps {
  id: string
  label: ReactNode
  aide?: ReactNode
  erreur?: string
  facultatif?: boolean
  children: ReactNode
}

export const idAide = (id: string) => `${id}-aide`
export const idErreur = (id: string) => `${id}-erreur`

export function descriptions(id: string, aide: ReactNode, erreur: string | undefined): string | undefined {
  return [aide ? idAide(id) : null, erreur ? idErreur(id) : null].filter(Boolean).join(' ') || undefined
}

/** Étiquette, aide, saisie, erreur : le même ordre partout, pour une saisie native. */
export function FieldShell({ id, label, aide, erreur, facultatif, children }: FieldShellProps) {
  return (
    <div className={style.champ}>
      <label htmlFor={id} className={style.etiquette}>
        {label} {facultatif && <span className={style.facultatif}>(facultatif)</span>}
      </label>
      {aide && (
        <span id={idAide(id)} className={style.aide}>
          {aide}
        </span>
      )}
      {erreur && (
        <span id={idErreur(id)} className={style.erreur}>
          {erreur}
        </span>
      )}
      {children}
    </div>
  )
}
