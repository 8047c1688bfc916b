import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { GrilleResume } from '@/api/types.ts'
import { nombre } from '@/lib/montants.ts'
import { DateFr } from '@/ui/DateFr.tsx'
import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { usePeut } from '@/api/session.ts'
import { OuvrirBrouillon } from '../components/OuvrirBrouillon.tsx'
import { grillesQuery } from '../queries.ts'
import { textes } from '../texts.ts'

const TONS: Readonly<Record<GrilleResume['statut'], Ton>> = { brouillon: 'neutre', test: 'attente', publiee: 'bon', archivee: 'clos' }

export function GrillesPage(): ReactElement {
  const requete = useQuery(grillesQuery)
  const [ouvrir, setOuvrir] = useState(false)
  const ecrit = usePeut('cotation:ecrire')
  return (
    <>
      <PageHeader titre="Grilles de cotation" sous="Une grille par EPCI, votée et publiée avec sa date d’effet." actions={ecrit && <Button onClick={() => setOuvrir(true)}>Ouvrir un brouillon</Button>} />
      {ouvrir && <OuvrirBrouillon grilles={requete.data ?? []} onFermer={() => setOuvrir(false)} />}
      <Requete requete={requete} phrase={phraseDe}>
        {(grilles) => (
          <DataTable
            nom="grilles"
            libelle="Grilles de cotation du département"
            lignes={grilles}
            cle={(g) => g.id}
            colonnes={[
              {
                id: 'epci',
                entete: 'EPCI',
                fixe: true,
                souple: true,
                cellule: (g) => (
                  <Link to="/grilles-de-cotation/$grilleId" params={{ grilleId: g.id }}>
                    {g.epci_nom}
                  </Link>
                ),
                export: (g) => g.epci_nom,
              },
              { id: 'nom', entete: 'Grille', souple: true, cellule: (g) => `${g.libelle}, version ${g.version_grille}`, export: (g) => `${g.libelle}, version ${g.version_grille}` },
              { id: 'statut', entete: 'Statut', cellule: (g) => <EtatBadge ton={TONS[g.statut]} libelle={g.statut_libelle} />, export: (g) => g.statut_libelle },
              { id: 'population', entete: 'Demandes', cellule: (g) => g.population_libelle, export: (g) => g.population_libelle, secondaire: true },
              { id: 'effet', entete: 'Effet du', cellule: (g) => <DateFr iso={g.effet_du} />, export: (g) => g.effet_du, secondaire: true },
              { id: 'fin', entete: 'Au', cellule: (g) => <DateFr iso={g.effet_au} />, export: (g) => g.effet_au, secondaire: true },
              { id: 'criteres', entete: 'Critères', aligne: 'fin', cellule: (g) => nombre(g.nb_criteres), export: (g) => g.nb_criteres },
            ]}
            vide={<Vide titre={textes.sansGrille}>{textes.sansGrilleAide}</Vide>}
          />
        )}
      </Requete>
    </>
  )
}
