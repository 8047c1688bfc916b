import type { ChiffresCles } from '../../../api/types.ts'
import { nombre } from '../../../lib/montants.ts'
import style from './Chiffres.module.css'

interface ChiffresProps {
  chiffres: ChiffresCles['chiffres']
  definitions?: boolean
}

export function Chiffres({ chiffres, definitions }: ChiffresProps) {
  return (
    <ul className={style.chiffres}>
      {chiffres.map(({ code, libelle, valeur, unite, definition }) => (
        <li key={code} className={style.chiffre}>
          <span className={style.valeur}>
            {nombre(valeur)} {unite && <small>{unite}</small>}
          </span>
          <span className={style.libelle}>{libelle}</span>
          {definitions && <span className={style.definition}>{definition}</span>}
        </li>
      ))}
    </ul>
  )
}
