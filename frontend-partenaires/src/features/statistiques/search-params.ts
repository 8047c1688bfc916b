import { z } from 'zod'
import { liste, oui } from '@/lib/list-params.ts'

const optionnel = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)
const jour = optionnel(z.iso.date())

/** The filters of the page are its address: a figure is shared with its question. */
export const statistiquesSearch = z.object({
  grille: optionnel(z.uuid()),
  par: optionnel(z.enum(['ensemble', 'population', 'famille', 'qpv', 'quartile', 'groupe', 'statut_logement', 'motif', 'plafond', 'personnes', 'composition', 'age'])),
  mesure: optionnel(z.enum(['verifies', 'declares'])),
  typologie: optionnel(z.enum(['C', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6P'])),
  population: optionnel(z.enum(['tous', 'primo', 'mutation'])),
  indicateur: optionnel(z.enum(['repartition', 'criteres', 'decotes', 'tension', 'delais', 'classement'])),
  commune: optionnel(z.string().regex(/^[0-9][0-9AB][0-9]{3}$/)),
  photo: jour,
  partage: optionnel(z.enum(['ensemble', 'bailleur', 'reservataire', 'typologie', 'commune', 'population', 'famille', 'qpv', 'qpv_actuel', 'quartile', 'groupe'])),
  bailleur: optionnel(z.uuid()),
  reservataire: optionnel(z.uuid()),
  du: jour,
  au: jour,
})

export type StatistiquesSearch = z.infer<typeof statistiquesSearch>

/** `annee`: absent, the last twelve months. */
const partDesQuotas = {
  annee: optionnel(z.coerce.number().int().min(2009).max(2099)),
  epci: optionnel(z.string().regex(/^\d{9}$/)),
  bailleur: optionnel(z.uuid()),
  reservataire: optionnel(z.uuid()),
}

export const quotasSearch = z.object(partDesQuotas)
export type QuotasSearch = z.infer<typeof quotasSearch>

export const attributionsSearch = z.object({
  ...partDesQuotas,
  quota: optionnel(z.enum(['publics_prioritaires', 'premier_quartile', 'autres_quartiles'])),
  compte: oui,
  page: liste.page,
  size: liste.size,
})
export type AttributionsSearch = z.infer<typeof attributionsSearch>

export const rapportSearch = z.object({ mois: optionnel(z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)) })
export type RapportSearch = z.infer<typeof rapportSearch>

const axe = optionnel(z.enum(['commune', 'epci', 'typologie', 'composition', 'personnes', 'age', 'plafond', 'statut_logement', 'motif', 'anciennete', 'qpv', 'nature', 'public']))

export const croisementsSearch = z.object({
  lignes: axe,
  colonnes: axe,
  valeur: optionnel(z.enum(['demandes', 'personnes', 'anciennete'])),
  epci: optionnel(z.string().regex(/^\d{9}$/)),
})
export type CroisementsSearch = z.infer<typeof croisementsSearch>
