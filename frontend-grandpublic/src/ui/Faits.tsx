import type { ReactNode } from 'react'
import style from './Faits.module.css'

/** Des couples « nom, valeur » : deux colonnes quand la place le permet, jamais un tableau. */
export function Faits({ liste }: { liste: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={style.faits}>
      {liste.map(([nom, valeur]) => (
        <div key={nom}>
          <dt>{nom}</dt>
          <dd>{valeur}</dd>
        </div>
      ))}
    </dl>
  )
}
