import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { useLignesHistorique } from '@/api/historique.ts'
import { phraseDe } from '@/api/problem.ts'
import { HistoriquePagine } from '@/ui/HistoriquePagine.tsx'
import { historiqueQuery } from '../queries.ts'
import { textes } from '../texts.ts'
import { useDemande } from '../useDemande.ts'

export function HistoriquePage(): ReactElement {
  const demande = useDemande()
  const [page, setPage] = useState(1)
  const requete = useQuery(historiqueQuery(demande.id, page))
  return <HistoriquePagine requete={requete} phrase={phraseDe} ligne={useLignesHistorique()} vide={textes.historiqueVide} onPage={setPage} />
}
