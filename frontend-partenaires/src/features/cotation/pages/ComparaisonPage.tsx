import { NativeSelect } from '@mantine/core'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { DifferenceDeGrille } from '@/api/types.ts'
import { typographier } from '@/lib/typographie.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { comparaisonQuery, grilleQuery, grillesQuery } from '../queries.ts'
import { textes } from '../texts.ts'

const GENRES: Readonly<Record<DifferenceDeGrille['genre'], { ton: Ton; libelle: string }>> = {
  ajout: { ton: 'bon', libelle: 'Ajouté' },
  retrait: { ton: 'clos', libelle: 'Retiré' },
  changement: { ton: 'attente', libelle: 'Changé' },
}

export function ComparaisonPage(): ReactElement {
  const from = '/connecte/prive/grilles-de-cotation/$grilleId/comparaison'
  const grilleId = useParams({ from, select: (p) => p.grilleId })
  const choisie = useSearch({ from, select: (s) => s.avec })
  const navigate = useNavigate()
  const { data: grille } = useSuspenseQuery(grilleQuery(grilleId))
  const grilles = useQuery(grillesQuery)
  const avec = choisie ?? grille.precedente_id ?? undefined
  return (
    <>
      <PageHeader
        chemin={
          <Link to="/grilles-de-cotation/$grilleId" params={{ grilleId }}>
            {grille.epci_nom}, version {grille.version_grille}
          </Link>
        }
        titre="Comparer deux versions"
        sous={`Ce que la version ${grille.version_grille} change`}
      />
      <Pile>
        <NativeSelect
          label="Comparer à"
          value={avec ?? ''}
          data={[
            { value: '', label: 'Choisir une version…' },
            ...(grilles.data ?? []).filter(({ id }) => id !== grilleId).map(({ id, epci_nom, libelle, version_grille, statut_libelle }) => ({ value: id, label: `${epci_nom}, ${libelle}, version ${version_grille} (${statut_libelle})` })),
          ]}
          onChange={(event) => void navigate({ to: '/grilles-de-cotation/$grilleId/comparaison', params: { grilleId }, search: { avec: event.currentTarget.value || undefined }, replace: true })}
        />
        {avec ? <Differences grilleId={grilleId} avec={avec} /> : <Avis>Choisissez la version à laquelle comparer celle-ci.</Avis>}
      </Pile>
    </>
  )
}

function Differences({ grilleId, avec }: { grilleId: string; avec: string }) {
  const requete = useQuery(comparaisonQuery(grilleId, avec))
  return (
    <Carte titre="Différences" pleine>
      <Requete requete={requete} phrase={phraseDe}>
        {({ differences }) => <TableDesDifferences differences={differences} />}
      </Requete>
    </Carte>
  )
}

export function TableDesDifferences({ differences }: { differences: readonly DifferenceDeGrille[] }) {
  return (
    <DataTable
      simple
      nom="differences-de-grille"
      libelle="Différences entre les deux versions"
      lignes={[...differences]}
      cle={(d) => `${d.chemin}-${d.phrase}`}
      colonnes={[
        { id: 'genre', entete: 'Nature', cellule: (d) => <EtatBadge {...GENRES[d.genre]} /> },
        { id: 'phrase', entete: 'Différence', fixe: true, souple: true, cellule: (d) => typographier(d.phrase) },
      ]}
      vide={<Vide titre="Aucune différence">{textes.identiques}</Vide>}
    />
  )
}
