import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { useLignesHistorique } from '@/api/historique.ts'
import { phraseDe } from '@/api/problem.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Historique } from '@/ui/Historique.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { Pagination } from '@/ui/table/Pagination.tsx'
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
