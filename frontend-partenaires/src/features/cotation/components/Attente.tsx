import { useQuery } from '@tanstack/react-query'
import { phraseDe } from '@/api/problem.ts'
import type { AttenteVue } from '@/api/types.ts'
import { dateCourte, duree } from '@/lib/dates.ts'
import { nombre } from '@/lib/montants.ts'
import { typographier } from '@/lib/typographie.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { attenteQuery } from '../queries.ts'
import { textes } from '../texts.ts'
import styles from './TableCotation.module.css'

type Estimation = AttenteVue['estimations'][number]

/** How long demandes like this one waited: what the applicant reads, in columns. */
export function Attente({ demandeId }: { demandeId: string }) {
  const requete = useQuery(attenteQuery(demandeId))
  return (
    <Carte titre={textes.attente} pleine>
      <Requete requete={requete} phrase={phraseDe}>
        {(vue) =>
          vue.absente ? (
            <Vide titre={textes.sansAttente}>{typographier(vue.absente.phrase)}</Vide>
          ) : (
            <>
              <Avis>{typographier(vue.avertissement)}</Avis>
              <Tableau titre={textes.souhaits} estimations={vue.estimations} />
              {vue.si_elargie.length > 0 && <Tableau titre={textes.elargie} estimations={vue.si_elargie} />}
              <p className={styles.pied}>
                {vue.du && vue.au && `Du ${dateCourte(vue.du)} au ${dateCourte(vue.au)}. `}
                {typographier(vue.methode)} {vue.fiabilite && typographier(vue.fiabilite.phrase)}
              </p>
            </>
          )
        }
      </Requete>
    </Carte>
  )
}

const dite = ({ durees }: Estimation, part: string) => {
  const trouvee = durees.find((d) => d.part === part)
  if (!trouvee || trouvee.mois === null) return '—'
  const bas = trouvee.au_moins === null ? '…' : nombre(trouvee.au_moins)
  return `${duree(trouvee.mois)} (${bas} à ${trouvee.au_plus === null ? '…' : nombre(trouvee.au_plus)} mois)`
}

function Tableau({ titre, estimations }: { titre: string; estimations: readonly Estimation[] }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls
    <div className={styles.cadre} tabIndex={0} role="region" aria-label={titre}>
      <table className={styles.table}>
        <caption className="visuellement-cache">{titre}</caption>
        <thead>
          <tr>
            <th scope="col">{titre}</th>
            <th scope="col" className={styles.points}>
              {textes.taille}
            </th>
            <th scope="col" className={styles.points}>
              {textes.attributions}
            </th>
            <th scope="col">{textes.quart}</th>
            <th scope="col">{textes.moitie}</th>
            <th scope="col">{textes.deuxAns}</th>
          </tr>
        </thead>
        <tbody>
          {estimations.map((e) => {
            const deuxAns = e.echeances.find((echeance) => echeance.mois === 24)
            return (
              <tr key={e.niveau + e.commune + e.typologie}>
                <th scope="row">
                  {e.lieu_nom}
                  {e.elargie && <span className={styles.source}>{typographier(e.elargie.phrase)}</span>}
                </th>
                <td className={styles.points} data-entete={textes.taille}>
                  {e.typologie}
                </td>
                <td className={styles.points} data-entete={textes.attributions}>
                  {nombre(e.attributions)}
                </td>
                <td data-entete={textes.quart}>{dite(e, 'quart')}</td>
                <td data-entete={textes.moitie}>{dite(e, 'moitie')}</td>
                <td data-entete={textes.deuxAns}>{deuxAns ? textes.surCent(deuxAns.logees, deuxAns.logees_au_moins, deuxAns.logees_au_plus, deuxAns.ailleurs, deuxAns.sorties) : '—'}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
