import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { CotationVue } from '@/api/types.ts'
import { dateCourte } from '@/lib/dates.ts'
import { nombre } from '@/lib/montants.ts'
import { Carte } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { cotationsQuery } from '../queries.ts'
import { textes } from '../texts.ts'
import styles from './CotationPage.module.css'

export function CotationPage(): ReactElement {
  const demandeId = useParams({ from: '/connecte/prive/demandes/$demandeId', select: (p) => p.demandeId })
  const requete = useQuery(cotationsQuery(demandeId))
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {(cotations) =>
        cotations.length === 0 ? (
          <Vide titre={textes.aucune}>{textes.aucuneAide}</Vide>
        ) : (
          <Pile>
            <p className={styles.intro}>{textes.declare}</p>
            {cotations.map((cotation) => (
              <Cotation key={cotation.epci} cotation={cotation} />
            ))}
          </Pile>
        )
      }
    </Requete>
  )
}

const points = (valeur: number) => (valeur > 0 ? `+${nombre(valeur)}` : nombre(valeur))

function Cotation({ cotation }: { cotation: CotationVue }) {
  return (
    <Carte
      titre={cotation.epci_nom}
      outils={
        <span className={styles.meta}>
          {cotation.grille}, version {cotation.version_grille}, calculée le {dateCourte(cotation.calculee_le)}
          {cotation.prochaine_bascule && `, changera le ${dateCourte(cotation.prochaine_bascule)}`}
        </span>
      }
      pleine
    >
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
      <div className={styles.cadre} tabIndex={0} role="region" aria-label={`Calcul pour ${cotation.epci_nom}`}>
        <table className={styles.table}>
          <caption className="visuellement-cache">Cotation {cotation.epci_nom}, ligne par ligne</caption>
          <thead>
            <tr>
              <th scope="col">Critère</th>
              <th scope="col">Ce que dit la demande</th>
              <th scope="col">Explication</th>
              <th scope="col" className={styles.points}>
                Déclarés
              </th>
              <th scope="col" className={styles.points}>
                Vérifiés
              </th>
            </tr>
          </thead>
          {cotation.blocs.map((bloc) => (
            <tbody key={bloc.code}>
              <tr className={styles.bloc}>
                <th scope="rowgroup" colSpan={4}>
                  {bloc.libelle}
                  {bloc.exclu_par && <span className={styles.note}>non compté : {bloc.exclu_par}</span>}
                  {bloc.plafonne && <span className={styles.note}>plafond du bloc atteint</span>}
                </th>
                <td className={styles.points}>{points(bloc.points)}</td>
              </tr>
              {bloc.lignes.map((ligne) => (
                <tr key={ligne.code} data-nulle={ligne.points === 0 && ligne.points_declares === 0}>
                  <th scope="row">{ligne.libelle}</th>
                  <td>
                    {ligne.valeur_lue}
                    <span className={styles.source}>{ligne.source}</span>
                  </td>
                  <td>
                    {ligne.explication}
                    {ligne.expire_le && <span className={styles.source}>jusqu’au {dateCourte(ligne.expire_le)}</span>}
                  </td>
                  <td className={styles.points}>{points(ligne.points_declares)}</td>
                  <td className={styles.points}>{points(ligne.points)}</td>
                </tr>
              ))}
            </tbody>
          ))}
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                Total
              </th>
              <td className={styles.points}>{nombre(cotation.points_declares)}</td>
              <td className={styles.points}>{nombre(cotation.points_verifies)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </Carte>
  )
}
