import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { nombre, pourcent } from '@/lib/montants.ts'
import { Carte } from '@/ui/Carte.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { sousChaqueGrilleQuery } from '../queries.ts'
import { textes } from '../texts.ts'

/** The same household under the grid of each EPCI: read only when somebody asks. */
export function SousChaqueGrille({ demandeId }: { demandeId: string }) {
  const [demande, setDemande] = useState(false)
  return (
    <Carte titre={textes.sousChaqueGrille}>
      <p>{textes.sousChaqueGrilleAide}</p>
      {demande ? (
        <Table demandeId={demandeId} />
      ) : (
        <Button variant="default" onClick={() => setDemande(true)}>
          {textes.comparerLesGrilles}
        </Button>
      )}
    </Carte>
  )
}

function Table({ demandeId }: { demandeId: string }) {
  const requete = useQuery(sousChaqueGrilleQuery(demandeId))
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {({ grilles }) => (
        <DataTable
          simple
          nom="sous-chaque-grille"
          libelle={textes.sousChaqueGrille}
          lignes={grilles}
          cle={(g) => g.grille_id}
          colonnes={[
            { id: 'epci', entete: 'Territoire', fixe: true, souple: true, cellule: (g) => `${g.epci_nom}${g.souhaite ? ' (souhaité)' : ''}` },
            { id: 'points', entete: 'Points vérifiés', aligne: 'fin', cellule: (g) => (g.points_verifies === null ? (g.hors_cotation ?? 'hors cotation') : nombre(g.points_verifies)) },
            { id: 'declares', entete: 'Déclarés', aligne: 'fin', cellule: (g) => (g.points_declares === null ? '—' : nombre(g.points_declares)) },
            { id: 'part', entete: 'Part du maximum', aligne: 'fin', cellule: (g) => (g.part_du_maximum === null ? '—' : pourcent(g.part_du_maximum)) },
            { id: 'criteres', entete: 'Ce qui compte le plus', souple: true, cellule: (g) => g.criteres.map((c) => `${c.libelle} (${nombre(c.points)})`).join(', ') || '—' },
          ]}
        />
      )}
    </Requete>
  )
}
