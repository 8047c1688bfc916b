import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { Vide } from '@/ui/Etats.tsx'
import { Historique } from '@/ui/Historique.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { historiqueQuery } from '../queries.ts'
import { textes } from '../texts.ts'
import { useDemande } from '../useDemande.ts'

export function HistoriquePage(): ReactElement {
  const demande = useDemande()
  const requete = useQuery(historiqueQuery(demande.id))
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {(lignes) => (lignes.length === 0 ? <Vide titre={textes.historiqueVide} /> : <Historique lignes={lignes} />)}
    </Requete>
  )
}
