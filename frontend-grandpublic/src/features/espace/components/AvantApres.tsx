import { useQuery } from '@tanstack/react-query'
import type { CotationPassee } from '../../../api/types.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { nombre } from '../../../lib/montants.ts'
import { Card } from '../../../ui/Card.tsx'
import { Depliable } from '../../../ui/Depliable.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { mesCotationsPasseesQuery } from '../queries.ts'
import { texts } from '../texts.ts'
import style from '../pages/Cotation.module.css'
import { Calcul } from './CotationCarte.tsx'

const t = texts.cotation

/** Ce que donnaient les versions de grille d’avant, et ce qui a changé : rien tant qu’aucune n’a été remplacée. */
export function AvantApres() {
  const passees = useQuery(mesCotationsPasseesQuery)
  return <Etat de={passees}>{(liste) => liste.map((passee) => <UneVersion key={passee.cotation.grille_id} passee={passee} />)}</Etat>
}

const points = (valeur: number | null, absent: string) => (valeur === null ? absent : nombre(valeur))

function UneVersion({ passee }: { passee: CotationPassee }) {
  const { cotation, differences, totaux } = passee
  return (
    <Card titre={t.avantApres(cotation.epci_nom)}>
      <p>{passee.phrase}</p>
      {differences.length > 0 && (
        <>
          <h3>{t.differences}</h3>
          <ul className={style.lignes}>
            {differences.map(({ code, libelle, avant, maintenant }) => (
              <li key={code} className={style.ligne}>
                <span className={style.nom}>{libelle}</span>
                <dl className={style.avantApres}>
                  <div>
                    <dt>{t.avant}</dt>
                    <dd>{points(avant, t.absent)}</dd>
                  </div>
                  <div>
                    <dt>{t.maintenant}</dt>
                    <dd>{points(maintenant, t.retire)}</dd>
                  </div>
                </dl>
              </li>
            ))}
          </ul>
        </>
      )}
      {differences.length === 0 && passee.version_maintenant !== null && <p>{t.memesPoints}</p>}
      {totaux.length > 0 && (
        <Depliable titre={t.totaux(cotation.version_grille)}>
          <ul>
            {totaux.map(({ du, au, points_verifies, cause_libelle }) => (
              <li key={du}>
                {t.periode(dateLongue(du), dateLongue(au), points_verifies)}
                {cause_libelle && ` (${cause_libelle.toLowerCase()})`}
              </li>
            ))}
          </ul>
        </Depliable>
      )}
      <Depliable titre={t.ancienDetail(cotation.version_grille)}>
        <Calcul cotation={cotation} />
      </Depliable>
    </Card>
  )
}
