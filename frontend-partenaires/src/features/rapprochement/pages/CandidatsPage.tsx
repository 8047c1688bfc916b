import { Button } from '@mantine/core'
import { IconQuestionMark, IconScale } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useId, useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import type { Candidat } from '@/api/types.ts'
import { pluriel, nombre } from '@/lib/montants.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { dire } from '@/ui/annonces.ts'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { RaisonList } from '@/ui/RaisonList.tsx'
import { TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { ChercherParmi } from '../components/ChercherParmi.tsx'
import { Comparateur } from '../components/Comparateur.tsx'
import { useColonnesCandidats } from '../components/colonnes.tsx'
import { Explication } from '../components/Explication.tsx'
import { candidatsDuBien, candidatsQuery, useProposer } from '../queries.ts'
import { choisis as choix, type CandidatsSearch } from '../search-params.ts'
import { textes } from '../texts.ts'
import styles from './CandidatsPage.module.css'

const CANDIDATS_PAR_BIEN = 3

export function CandidatsPage(): ReactElement {
  const bienId = useParams({ from: '/connecte/prive/biens/$bienId', select: (p) => p.bienId })
  const [search, changer] = useRecherche<CandidatsSearch>()
  const requete = useQuery(candidatsQuery(bienId, search))
  const [vue, setVue] = useState<'comparer' | 'expliquer' | 'proposer' | null>(null)
  const peutProposer = usePeut('propositions:ecrire')
  const colonnes = useColonnesCandidats()
  const retenus = search.retenus ?? []
  const candidats = requete.data
  const choisis = useCandidatsVus(bienId).filter(({ demande_id }) => retenus.includes(demande_id))
  const aide = useId()
  const cherche = choix(search) > 0

  return (
    <div className={styles.page}>
      {candidats && candidats.criteres.length > 0 && (
        <details className={styles.criteres}>
          <summary>
            {candidats.total_plafonne && 'Plus de '}
            {candidats.total > 1 ? `${nombre(candidats.total)} demandes remplissent` : `${nombre(candidats.total)} demande remplit`} les {nombre(candidats.criteres.length)} conditions de ce bien{cherche && ` et ${candidats.total > 1 ? 'ont' : 'a'} ce que vous cherchez`}
          </summary>
          <RaisonList raisons={candidats.criteres} />
        </details>
      )}
      <ChercherParmi search={search} filtrer={(changement) => changer({ ...changement, page: undefined })} />
      <TablePaginee<Candidat>
        nom="candidats"
        libelle="Candidats classés"
        colonnes={colonnes}
        cle={(c) => c.demande_id}
        nomDeLigne={(c) => c.nom_affiche}
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        coches={retenus}
        onCoches={(ids) => changer({ retenus: ids.length > 0 ? ids : undefined })}
        empeche={(c) => c.deja_propose && textes.dejaPropose}
        onPage={(page) => changer({ page })}
        onTaille={(size) => changer({ size, page: undefined })}
        outils={
          <>
            <span id={aide} aria-live="polite">
              {retenus.length === 0 ? textes.aRetenir : pluriel(retenus.length, 'demande retenue', 'demandes retenues')}
              {retenus.length === 1 && `. ${textes.aComparer}`}
            </span>
            <Button size="compact-sm" variant="default" disabled={choisis.length < 2} aria-describedby={aide} leftSection={<IconScale size={14} aria-hidden="true" />} onClick={() => setVue('comparer')}>
              Comparer
            </Button>
            {peutProposer && (
              <Button size="compact-sm" disabled={retenus.length === 0} aria-describedby={aide} onClick={() => setVue('proposer')}>
                Proposer
              </Button>
            )}
            <Button size="compact-sm" variant="subtle" leftSection={<IconQuestionMark size={14} aria-hidden="true" />} onClick={() => setVue('expliquer')}>
              Pourquoi cette demande n’est-elle pas dans la liste ?
            </Button>
          </>
        }
        vide={cherche ? <Vide titre={textes.aucunCherche}>{textes.aucunChercheAide}</Vide> : <Vide titre={textes.aucun}>{textes.aucunAide}</Vide>}
      />
      {candidats && candidats.total > 1 && <p className={styles.departage}>{candidats.departage}</p>}
      <Comparateur ouvert={vue === 'comparer'} candidats={choisis} onFermer={() => setVue(null)} onRetirer={(id) => changer({ retenus: retenus.filter((r) => r !== id) })} />
      <Explication ouvert={vue === 'expliquer'} bienId={bienId} onFermer={() => setVue(null)} />
      {vue === 'proposer' && <Proposition bienId={bienId} candidats={choisis} demandes={retenus} onFermer={() => setVue(null)} onFait={() => changer({ retenus: undefined })} />}
    </div>
  )
}

/** Those of every page seen so far: a candidate retained on the second page is compared from the first. */
function useCandidatsVus(bienId: string): readonly Candidat[] {
  const pages = useQueryClient().getQueriesData<{ items: Candidat[] }>({ queryKey: candidatsDuBien(bienId) })
  const parId = new Map(pages.flatMap(([, page]) => page?.items ?? []).map((candidat) => [candidat.demande_id, candidat]))
  return [...parId.values()].sort((a, b) => a.rang - b.rang)
}

interface PropositionProps {
  bienId: string
  candidats: readonly Candidat[]
  demandes: readonly string[]
  onFermer: () => void
  onFait: () => void
}

function Proposition({ bienId, candidats, demandes, onFermer, onFait }: PropositionProps) {
  const proposer = useProposer(bienId)
  const navigate = useNavigate()
  return (
    <Dialogue
      ouvert
      titre={`Proposer le bien à ${pluriel(demandes.length, 'candidat')}`}
      valider="Proposer"
      attente={proposer.isPending}
      erreur={proposer.error && phraseDe(proposer.error)}
      onFermer={onFermer}
      onValider={() =>
        proposer.mutate([...demandes], {
          onSuccess: (propositions) => {
            dire(`${pluriel(propositions.length, 'proposition créée', 'propositions créées')}.`)
            onFait()
            onFermer()
            void navigate({ to: '/biens/$bienId/propositions', params: { bienId } })
          },
        })
      }
    >
      <p>{textes.proposer}</p>
      {demandes.length < CANDIDATS_PAR_BIEN && <p>{textes.trois}</p>}
      <ol className={styles.retenus}>
        {candidats.map((candidat) => (
          <li key={candidat.demande_id}>
            {nombre(candidat.rang)}. {candidat.nom_affiche}
          </li>
        ))}
      </ol>
    </Dialogue>
  )
}
