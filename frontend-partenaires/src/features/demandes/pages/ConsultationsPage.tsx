import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { consultationsQuery } from '../queries.ts'
import { textes } from '../texts.ts'
import { useDemande } from '../useDemande.ts'

export function ConsultationsPage(): ReactElement {
  const demande = useDemande()
  const requete = useQuery(consultationsQuery(demande.id))
  return (
    <Pile>
      <p>{textes.consultations}</p>
      <Requete requete={requete} phrase={phraseDe}>
        {(lignes) => (
          <DataTable
            simple
            nom="consultations"
            libelle="Consultations de la demande"
            cle={(c) => `${c.le}-${c.qui}`}
            lignes={lignes}
            colonnes={[
              { id: 'le', entete: 'Dernière ouverture', cellule: (c) => <DateFr iso={c.le} forme="heure" /> },
              { id: 'qui', entete: 'Par', fixe: true, cellule: (c) => c.qui },
              { id: 'organisme', entete: 'Organisme', cellule: (c) => c.organisme },
              { id: 'nombre', entete: 'Ouvertures', aligne: 'fin', cellule: (c) => c.nombre },
            ]}
            vide={<Vide titre={textes.consultationsVides} />}
          />
        )}
      </Requete>
    </Pile>
  )
}
