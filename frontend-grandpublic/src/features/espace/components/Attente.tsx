import type { AttenteEstimee } from '../../../api/types.ts'
import { duree } from '../../../lib/dates.ts'
import { Card } from '../../../ui/Card.tsx'
import style from '../pages/Position.module.css'
import { texts } from '../texts.ts'

const t = texts.position
type Echeance = AttenteEstimee['echeances'][number]
type Duree = AttenteEstimee['durees'][number]

/** L’intervalle se dessine sur la durée observée ; la phrase au-dessus dit les mêmes nombres. */
function Intervalle({ duree: { mois, au_moins, au_plus }, sur }: { duree: Duree; sur: number }) {
  if (mois === null || au_moins === null) return null
  const place = (combien: number) => Math.min(100, (100 * combien) / sur)
  return (
    <div className={style.regle} aria-hidden="true">
      <div className={style.echelle}>
        <span className={style.intervalle} style={{ left: `${place(au_moins)}%`, right: `${100 - place(au_plus ?? sur)}%` }} />
        <span className={style.repere} style={{ left: `${place(mois)}%` }} />
      </div>
      <span>{t.depot}</span>
      <span>{duree(sur)}</span>
    </div>
  )
}

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
            <Intervalle duree={d} sur={estimation.mois_connus} />
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
