import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { consultationsQuery } from '../queries/dossier.ts'
import { textes } from '../texts.ts'
import { useDemande } from '../useDemande.ts'

export function ConsultationsPage(): ReactElement {
  const demande = useDemande()
  const [page, setPage] = useState(1)
  const requete = useQuery(consultationsQuery(demande.id, page))
  return (
    <Pile>
      <p>{textes.consultations}</p>
      <Requete requete={requete} phrase={phraseDe}>
        {(lues) => (
          <DataTable
            simple
            nom="consultations"
            libelle="Consultations de la demande"
            cle={(c) => `${c.le}-${c.auteur}-${c.quoi}`}
            lignes={lues.items}
            page={lues}
            onPage={setPage}
            colonnes={[
              { id: 'le', entete: 'Le', cellule: (c) => <DateFr iso={c.le} forme="heure" /> },
              { id: 'qui', entete: 'Par', fixe: true, cellule: (c) => c.auteur },
              { id: 'organisme', entete: 'Organisme', cellule: (c) => c.organisme ?? '—' },
              { id: 'quoi', entete: 'Ce qui a été lu', souple: true, cellule: (c) => c.quoi_libelle, secondaire: true },
            ]}
            vide={<Vide titre={textes.consultationsVides} />}
          />
        )}
      </Requete>
    </Pile>
  )
}
