import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Historique } from '@/ui/Historique.tsx'
import { Requete } from '@/ui/Requete.tsx'
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
  const requete = useQuery(historiqueBienQuery(bien.id))
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {(lignes) => (lignes.length === 0 ? <Vide titre={textes.historiqueVide} /> : <Historique lignes={lignes} />)}
    </Requete>
  )
}
