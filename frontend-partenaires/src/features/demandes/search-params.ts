import { z } from 'zod'
import { liste, oui, plusieurs, texte } from '@/lib/list-params.ts'

export const demandesSearch = z.object({
  ...liste,
  etat: plusieurs,
  commune: texte,
  typologie: texte,
  a_valider: oui,
  mon_organisme: oui,
})

export type DemandesSearch = z.infer<typeof demandesSearch>

export const historiqueSearch = z.object({ type: texte, intervenant: texte })

export type HistoriqueSearch = z.infer<typeof historiqueSearch>
