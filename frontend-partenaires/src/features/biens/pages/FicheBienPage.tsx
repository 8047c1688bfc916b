import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { useLignesHistorique } from '@/api/historique.ts'
import { phraseDe } from '@/api/problem.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { HistoriquePagine } from '@/ui/HistoriquePagine.tsx'
import { FicheBien, FicheLoyer, FicheReservation } from '../components/Fiches.tsx'
import { historiqueBienQuery } from '../queries.ts'
import { textes } from '../texts.ts'
import { useBien } from '../useBien.ts'

export function FicheBienPage(): ReactElement {
  const bien = useBien()
  return (
    <Grille min="28rem">
      <Carte titre="Logement">
        <FicheBien bien={bien} />
      </Carte>
      <Carte titre="Loyer et financement">
        <FicheLoyer bien={bien} />
      </Carte>
      <Carte titre="Disponibilité et réservation">
        <FicheReservation bien={bien} />
      </Carte>
    </Grille>
  )
}

export function HistoriqueBienPage(): ReactElement {
  const bien = useBien()
  const [page, setPage] = useState(1)
  const requete = useQuery(historiqueBienQuery(bien.id, page))
  return <HistoriquePagine requete={requete} phrase={phraseDe} ligne={useLignesHistorique()} vide={textes.historiqueVide} onPage={setPage} />
}
