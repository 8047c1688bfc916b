import { z } from 'zod'

const optionnel = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)
const jour = optionnel(z.iso.date())

/** The filters of the page are its address: a figure is shared with its question. */
export const statistiquesSearch = z.object({
  grille: optionnel(z.uuid()),
  par: optionnel(z.enum(['ensemble', 'population', 'famille', 'qpv', 'quartile', 'groupe', 'statut_logement', 'motif', 'plafond', 'personnes', 'composition', 'age'])),
  mesure: optionnel(z.enum(['verifies', 'declares'])),
  typologie: optionnel(z.enum(['C', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6P'])),
  population: optionnel(z.enum(['tous', 'primo', 'mutation'])),
  organisme: optionnel(z.uuid()),
  photo: jour,
  partage: optionnel(z.enum(['ensemble', 'bailleur', 'reservataire', 'typologie', 'population', 'qpv', 'quartile', 'groupe'])),
  bailleur: optionnel(z.uuid()),
  reservataire: optionnel(z.uuid()),
  du: jour,
  au: jour,
})

export type StatistiquesSearch = z.infer<typeof statistiquesSearch>
