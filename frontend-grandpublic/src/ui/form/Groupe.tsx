import type { ReactNode } from 'react'
import style from './Groupe.module.css'

interface GroupeProps {
  titre: ReactNode
  aide?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** Des questions qui vont ensemble, sous un titre que les lecteurs d’écran rappellent. */
export function Groupe({ titre, aide, actions, children }: GroupeProps) {
  return (
    <fieldset className={style.groupe}>
      <legend className={style.titre}>{titre}</legend>
      {aide && <p className={style.aide}>{aide}</p>}
      {children}
      {actions && <div className={style.actions}>{actions}</div>}
    </fieldset>
  )
}
