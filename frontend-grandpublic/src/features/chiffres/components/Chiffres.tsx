import type { ChiffresCles, ChiffresDeCommune } from '../../../api/types.ts'
import { nombre } from '../../../lib/montants.ts'
import { texts } from '../texts.ts'
import style from './Chiffres.module.css'

type Chiffre = ChiffresCles['chiffres'][number] | ChiffresDeCommune['chiffres'][number]

interface ChiffresProps {
  chiffres: readonly Chiffre[]
  definitions?: boolean
}

export function Chiffres({ chiffres, definitions }: ChiffresProps) {
  return (
    <ul className={style.chiffres}>
      {chiffres.map((chiffre) => (
        <li key={chiffre.code} className={style.chiffre}>
          <span className={style.valeur}>
            {chiffre.valeur === null ? (
              texts.nonPublie
            ) : (
              <>
                {nombre(chiffre.valeur)} {chiffre.unite && <small>{chiffre.unite}</small>}
              </>
            )}
          </span>
          <span className={style.libelle}>{chiffre.libelle}</span>
          {'secret' in chiffre && chiffre.secret !== null && <span className={style.definition}>{chiffre.secret}</span>}
          {definitions && <span className={style.definition}>{chiffre.definition}</span>}
        </li>
      ))}
    </ul>
  )
}
