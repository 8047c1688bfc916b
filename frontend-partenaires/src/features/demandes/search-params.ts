import { z } from 'zod'
import { liste, oui, plusieurs, texte } from '@/lib/list-params.ts'

export const demandesSearch = z.object({
  ...liste,
  etat: plusieurs,
  commune: texte,
  typologie: texte,
  nature: texte,
  guichet: texte,
  label: texte,
  collecteur: texte,
  action_logement: oui,
  a_valider: oui,
  mon_organisme: oui,
  par: texte,
  groupe: texte,
})

/** The group of those that have no value: the server calls it by an empty code, which an address cannot keep. */
export const SANS_VALEUR = '-'

export type DemandesSearch = z.infer<typeof demandesSearch>

export const historiqueSearch = z.object({ type: texte, intervenant: texte })

export type HistoriqueSearch = z.infer<typeof historiqueSearch>
