import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { useLignesHistorique } from '@/api/historique.ts'
import { phraseDe } from '@/api/problem.ts'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Historique } from '@/ui/Historique.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { Pagination } from '@/ui/table/Pagination.tsx'
import { historiqueQuery } from '../queries.ts'
import { textes } from '../texts.ts'
import { useDemande } from '../useDemande.ts'

export function HistoriquePage(): ReactElement {
  const demande = useDemande()
  const [page, setPage] = useState(1)
  const requete = useQuery(historiqueQuery(demande.id, page))
  const ligne = useLignesHistorique()
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {(lues) =>
        lues.items.length === 0 ? (
          <Vide titre={textes.historiqueVide} />
        ) : (
          <Pile espace="serre">
            <Historique lignes={lues.items.map(ligne)} />
            {lues.total > lues.size && <Pagination {...lues} affichees={lues.items.length} onPage={setPage} />}
          </Pile>
        )
      }
    </Requete>
  )
}
