import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { nombre } from '@/lib/montants.ts'
import { DateFr } from '@/ui/DateFr.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { grillesQuery } from '../queries.ts'
import { textes } from '../texts.ts'

export function GrillesPage(): ReactElement {
  const requete = useQuery(grillesQuery)
  return (
    <>
      <PageHeader titre="Grilles de cotation" sous="Une grille par EPCI, votée et publiée avec sa date d’effet." />
      <Requete requete={requete} phrase={phraseDe}>
        {(grilles) => (
          <DataTable
            nom="grilles"
            libelle="Grilles de cotation du département"
            lignes={grilles}
            cle={(g) => `${g.epci}-${g.version}`}
            colonnes={[
              { id: 'epci', entete: 'EPCI', fixe: true, cellule: (g) => g.epci_nom, export: (g) => g.epci_nom },
              { id: 'nom', entete: 'Grille', cellule: (g) => `${g.nom}, version ${g.version}`, export: (g) => `${g.nom}, version ${g.version}` },
              { id: 'etat', entete: 'État', cellule: (g) => <EtatBadge ton={g.etat === 'PUBLIEE' ? 'bon' : 'neutre'} libelle={g.etat === 'PUBLIEE' ? 'Publiée' : 'En préparation'} /> },
              { id: 'effet', entete: 'Date d’effet', cellule: (g) => <DateFr iso={g.prend_effet_le} />, export: (g) => g.prend_effet_le },
              { id: 'criteres', entete: 'Critères', aligne: 'fin', cellule: (g) => nombre(g.nb_criteres), export: (g) => g.nb_criteres },
              { id: 'demandes', entete: 'Demandes cotées', aligne: 'fin', cellule: (g) => nombre(g.nb_demandes), export: (g) => g.nb_demandes },
            ]}
            vide={<Vide titre={textes.sansGrille}>{textes.sansGrilleAide}</Vide>}
          />
        )}
      </Requete>
    </>
  )
}
