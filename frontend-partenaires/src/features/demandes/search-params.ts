import { z } from 'zod'
import { liste, oui, plusieurs } from '@/lib/list-params.ts'

export const demandesSearch = z.object({
  ...liste,
  etat: plusieurs,
  commune: plusieurs,
  typologie: plusieurs,
  a_valider: oui,
  organisme_courant: oui,
})

export type DemandesSearch = z.infer<typeof demandesSearch>
