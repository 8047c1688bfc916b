import type { AttenteEstimee } from '../../../api/types.ts'
import { duree } from '../../../lib/dates.ts'
import { Card } from '../../../ui/Card.tsx'
import style from '../pages/Position.module.css'
import { texts } from '../texts.ts'

const t = texts.position
type Echeance = AttenteEstimee['echeances'][number]

/** La barre se voit, la phrase se lit : la couleur ne porte rien seule. */
function UneEcheance({ echeance }: { echeance: Echeance }) {
  const { mois, logees, logees_au_moins, logees_au_plus, ailleurs, sorties, attendent } = echeance
  return (
    <li>
      <strong>{t.apres(duree(mois))}</strong>
      <div className={style.barre} aria-hidden="true">
        <span className={style.logees} style={{ width: `${logees}%` }} />
        <span className={style.ailleurs} style={{ width: `${ailleurs}%` }} />
        <span className={style.sorties} style={{ width: `${sorties}%` }} />
      </div>
      <span>{t.surCent(logees, logees_au_moins, logees_au_plus, ailleurs, sorties, attendent)}</span>
    </li>
  )
}

export function Attente({ estimation }: { estimation: AttenteEstimee }) {
  const dites = estimation.durees.filter((d) => d.mois !== null)
  const montrees = dites.length > 0 ? dites : estimation.durees.slice(0, 1)
  return (
    <Card titre={t.pour(estimation.typologie === 'C' ? 'chambre' : estimation.typologie, estimation.lieu_nom)}>
      {estimation.elargie && <p>{estimation.elargie.phrase}</p>}
      <ul className={style.durees}>
        {montrees.map((d, rang) => (
          <li key={d.part} className={rang === 0 ? style.cle : undefined}>
            {d.phrase}
          </li>
        ))}
      </ul>
      <p className={style.petit}>{t.attributions(estimation.attributions)}</p>
      {estimation.echeances.length > 0 && (
        <details className={style.methode}>
          <summary>
            {t.devenir} <span className="invisible">: {estimation.lieu_nom}</span>
          </summary>
          <ul className={style.echeances}>
            {estimation.echeances.map((echeance) => (
              <UneEcheance key={echeance.mois} echeance={echeance} />
            ))}
          </ul>
        </details>
      )}
    </Card>
  )
}
