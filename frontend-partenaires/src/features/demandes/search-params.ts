import { z } from 'zod'
import { entier, liste, oui, plusieurs, texte } from '@/lib/list-params.ts'

export const demandesSearch = z.object({
  ...liste,
  etat: plusieurs,
  commune: texte,
  typologie: texte,
  nature: texte,
  guichet: texte,
  label: texte,
  contingent: texte,
  degre: z.coerce.number().int().min(1).max(9).optional().catch(undefined),
  origine_label: texte,
  collecteur: texte,
  action_logement: oui,
  besoin: plusieurs,
  suivi_par: texte,
  a_valider: oui,
  mon_organisme: oui,
  points_min: entier,
  points_max: entier,
  axe: entier,
  axe_min: entier,
  axe_max: entier,
  par: texte,
  groupe: texte,
  sommaire: oui,
})

/** The group of those that have no value: the server calls it by an empty code, which an address cannot keep. */
export const SANS_VALEUR = '-'

export type DemandesSearch = z.infer<typeof demandesSearch>

/** `cerfa`: only the fields of the national form, on every tab and in the entry form. `qui`: whose job is shown; absent, everyone's. */
export const ficheSearch = z.object({ cerfa: oui, qui: texte })

export const historiqueSearch = z.object({ type: texte, intervenant: texte })

export type HistoriqueSearch = z.infer<typeof historiqueSearch>

const LISTES_DE_VIE = ['preavis', 'sommeil', 'averties', 'radiees'] as const
export type ListeDeVie = (typeof LISTES_DE_VIE)[number]

export const echeancesSearch = z.object({ page: liste.page, size: liste.size, apercu: liste.apercu, liste: z.enum(LISTES_DE_VIE).optional().catch(undefined) })
export type EcheancesSearch = z.infer<typeof echeancesSearch>
export const listeChoisie = ({ liste: choisie }: EcheancesSearch): ListeDeVie => choisie ?? 'preavis'

export const declarationsSearch = z.object({ page: liste.page, size: liste.size, apercu: liste.apercu })
export type DeclarationsSearch = z.infer<typeof declarationsSearch>

/** `de`: whose works; absent, mine. */
export const travauxSearch = z.object({ page: liste.page, de: z.enum(['collegues']).optional().catch(undefined) })
export type TravauxSearch = z.infer<typeof travauxSearch>

export const transmissionsSearch = z.object({ page: liste.page, size: liste.size, etat: z.enum(['a_transmettre', 'recue', 'refusee']).optional().catch(undefined) })
export type TransmissionsSearch = z.infer<typeof transmissionsSearch>

/** `apercu`: the night whose exceptions are shown. */
export const nuitsSearch = z.object({ page: liste.page, size: liste.size, apercu: z.iso.date().optional().catch(undefined) })
export type NuitsSearch = z.infer<typeof nuitsSearch>
