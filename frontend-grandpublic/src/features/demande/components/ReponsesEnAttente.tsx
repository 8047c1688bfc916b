import { useQuery } from '@tanstack/react-query'
import { maDemandeQuery } from '../../../api/ma-demande.ts'
import { lireEnvoi } from '../brouillon.ts'
import { BandeauEnvoi } from './BandeauEnvoi.tsx'

/** Hors des pages de la demande aussi, ce qui attend sur ce téléphone se dit, et part dès que possible. */
export default function ReponsesEnAttente() {
  const demande = useQuery(maDemandeQuery).data
  if (!demande || !lireEnvoi(demande.id)) return null
  return <BandeauEnvoi demande={demande.id} />
}
