import type { ReactNode } from 'react'
import style from './Fil.module.css'

export interface LigneDeFil {
  cle: string
  quand: string
  quoi: ReactNode
  precision?: ReactNode
}

/** Ce qui s’est passé, du plus récent au plus ancien. */
export function Fil({ lignes }: { lignes: readonly LigneDeFil[] }) {
  return (
    <ol className={style.fil}>
      {lignes.map(({ cle, quand, quoi, precision }) => (
        <li key={cle}>
          <span className={style.quand}>{quand}</span>
          <span className={style.quoi}>{quoi}</span>
          {precision && <span className={style.precision}>{precision}</span>}
        </li>
      ))}
    </ol>
  )
}
