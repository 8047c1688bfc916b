import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { useLignesHistorique } from '@/api/historique.ts'
import { phraseDe } from '@/api/problem.ts'
import type { GrilleDetail } from '@/api/types.ts'
import { nombre } from '@/lib/montants.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { typographier } from '@/lib/typographie.ts'
import { BoutonLien } from '@/ui/BoutonLien.tsx'
import { HistoriquePagine } from '@/ui/HistoriquePagine.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { usePeut } from '@/api/session.ts'
import { ActionsGrille } from '../components/ActionsGrille.tsx'
import { Recalcul } from '../components/Recalcul.tsx'
import { grilleQuery, historiqueGrilleQuery } from '../queries.ts'
import { textes } from '../texts.ts'
import styles from './GrillePage.module.css'

type Critere = GrilleDetail['blocs'][number]['criteres'][number]

const bornes = ({ points_min, points_max }: Critere) =>
  points_min === points_max ? (points_max === null ? '—' : nombre(points_max)) : `${points_min === null ? '' : nombre(points_min)} à ${points_max === null ? '' : nombre(points_max)}`

const enSuite = (regles: readonly string[]) => regles.map((regle, rang) => (rang === 0 ? regle : `puis ${regle.charAt(0).toLocaleLowerCase('fr')}${regle.slice(1)}`)).join(', ')

export function GrillePage(): ReactElement {
  const grilleId = useParams({ from: '/connecte/prive/grilles-de-cotation/$grilleId', select: (p) => p.grilleId })
  const { data: grille } = useSuspenseQuery(grilleQuery(grilleId))
  return (
    <>
      <PageHeader chemin={<Link to="/grilles-de-cotation">Grilles de cotation</Link>} titre={`${grille.epci_nom} : ${grille.libelle}`} sous={`Version ${grille.version_grille}, ${grille.statut_libelle.toLocaleLowerCase('fr')}`} actions={<ActionsGrille grille={grille} />} />
      <Pile>
        {grille.fictive && <Avis>{textes.fictive}</Avis>}
        {grille.observations.length > 0 && (
          <Avis ton={grille.observations.some(({ niveau }) => niveau === 'bloquant') ? 'attention' : 'information'} titre="Relecture">
            <ul>
              {grille.observations.map(({ chemin, raison }, rang) => (
                <li key={`${chemin}-${raison.code}-${rang}`}>{typographier(raison.phrase)}</li>
              ))}
            </ul>
          </Avis>
        )}
        <Carte
          titre="Règles générales"
          outils={
            grille.precedente_id && (
              <BoutonLien size="compact-xs" variant="default" to="/grilles-de-cotation/$grilleId/comparaison" params={{ grilleId }} search={{ avec: grille.precedente_id }}>
                Comparer à la version précédente
              </BoutonLien>
            )
          }
        >
          <Fiche
            lignes={[
              [
                'En vigueur',
                grille.effet_du && (
                  <span key="e">
                    Depuis le <DateFr iso={grille.effet_du} />, {grille.effet_au ? <>jusqu’au <DateFr iso={grille.effet_au} /></> : 'sans date de fin'}
                  </span>
                ),
              ],
              ['Délibération', grille.deliberation],
              ['À égalité de points', enSuite(grille.departage)],
              ['Hors cotation', grille.hors_cotation.join(', ') || 'Aucun cas\u00a0: toute demande reçoit des points'],
              ['Méthode', grille.note_methode && typographier(grille.note_methode)],
            ]}
          />
        </Carte>
        {grille.publiee_le && <Recalcul grilleId={grilleId} />}
        <VoirAussi grille={grille} />
        {grille.blocs.map((bloc) => (
          <Carte key={bloc.code} titre={bloc.libelle} outils={<span>{typographier(bloc.regle)}</span>} pleine>
            <DataTable
              simple
              nom={`criteres-${bloc.code}`}
              libelle={`Critères : ${bloc.libelle}`}
              lignes={bloc.criteres}
              cle={(c) => c.code}
              colonnes={[
                { id: 'libelle', entete: 'Critère', fixe: true, souple: true, cellule: (c) => c.libelle },
                { id: 'bareme', entete: 'Barème', souple: true, cellule: (c) => typographier(c.bareme) },
                { id: 'condition', entete: 'Condition', souple: true, cellule: (c) => (c.condition === null ? '—' : typographier(c.condition)), secondaire: true },
                { id: 'preuve', entete: 'Preuve', souple: true, cellule: (c) => typographier(c.preuve), secondaire: true },
                { id: 'base', entete: 'Base légale', souple: true, cellule: (c) => c.base_legale ?? '—', secondaire: true },
                { id: 'points', entete: 'Points', aligne: 'fin', cellule: bornes },
              ]}
            />
          </Carte>
        ))}
        {grille.ensembles.length > 0 && (
          <Carte titre={textes.ensembles}>
            <Fiche lignes={grille.ensembles.map(({ libelle, regle }) => [libelle, typographier(regle)] as const)} />
          </Carte>
        )}
        {grille.secteurs.length > 0 && (
          <Carte titre={textes.secteurs}>
            <Fiche lignes={grille.secteurs.map(({ libelle, communes }) => [libelle, communes.join(', ')] as const)} />
          </Carte>
        )}
        <Carte titre="Historique" pleine>
          <HistoriqueGrille grilleId={grilleId} />
        </Carte>
      </Pile>
    </>
  )
}

function VoirAussi({ grille }: { grille: GrilleDetail }) {
  const peutSimuler = usePeut('cotation:simuler')
  const { adresse_publique: adresse } = grille
  return (
    <Carte titre={textes.voirAussi}>
      <ul className={styles.liens}>
        {peutSimuler && (
          <li>
            <Link to="/simulations" search={{ grille: grille.id }}>
              {textes.simuler}
            </Link>
          </li>
        )}
        {adresse && (
          <>
            <li>
              <Link to="/statistiques-de-cotation" search={{ grille: grille.id }}>
                {textes.statistiques}
              </Link>
            </li>
            <li>
              <a href={adresse} target="_blank" rel="noreferrer">
                {textes.registre}
              </a>
            </li>
            {textes.guides.map(([lecteur, libelle]) => (
              <li key={lecteur}>
                <a href={`${adresse}/guides/${lecteur}`} target="_blank" rel="noreferrer">
                  {libelle}
                </a>
              </li>
            ))}
          </>
        )}
      </ul>
      {!adresse && <p>{textes.pasEncorePublique}</p>}
    </Carte>
  )
}

function HistoriqueGrille({ grilleId }: { grilleId: string }) {
  const [page, setPage] = useState(1)
  const requete = useQuery(historiqueGrilleQuery(grilleId, page))
  return <HistoriquePagine requete={requete} phrase={phraseDe} ligne={useLignesHistorique()} vide={textes.historiqueVide} onPage={setPage} />
}
