import type { Cotation } from '../../../api/types.ts'
import { nombre } from '../../../lib/montants.ts'
import { Insecable } from '../../../ui/Insecable.tsx'
import style from '../pages/Position.module.css'
import { texts } from '../texts.ts'

const t = texts.position

export function PlaceCarte({ position }: { position: Cotation['positions'][number] }) {
  return (
    <div className={style.place}>
      <h3>{t.pour(position.typologie === 'C' ? 'chambre' : position.typologie, position.lieu_nom)}</h3>
      {position.rang !== null && position.sur !== null && (
        <p className={style.rang}>
          {position.rang === 1 ? '1re' : `${nombre(position.rang)}e`} {t.sur} {nombre(position.sur)}
        </p>
      )}
      {position.rang !== null && position.sur !== null && (
        <div className={style.regle} aria-hidden="true">
          <div className={style.echelle}>
            <span className={style.repere} style={{ left: `${(100 * (position.rang - 1)) / Math.max(1, position.sur - 1)}%` }} />
          </div>
          <span>{t.premiere}</span>
          <span>{t.derniere(nombre(position.sur))}</span>
        </div>
      )}
      {position.pourcentage !== null && <p>{t.pourcentage(position.pourcentage)}</p>}
      {position.absente && <p>{position.absente.phrase}</p>}
      {position.elargie && <p>{position.elargie.phrase}</p>}
      <p className={style.petit}>
        <Insecable texte={`${position.perimetre} ${position.departage}`} />
      </p>
    </div>
  )
}
