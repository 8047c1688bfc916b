import { z } from 'zod'
import type { BienDetail, BienSaisi } from '@/api/types.ts'

const obligatoire = (message: string) => z.string({ error: message }).trim().min(1, message)
const montant = (message: string) => z.number({ error: message }).min(0, message).max(99_999, message)
const texte = z.string().nullish()

export const bienSchema = z.object({
  reference: obligatoire('Saisissez la référence du logement dans votre gestion.'),
  residence: texte,
  adresse: obligatoire('Saisissez l’adresse.'),
  code_postal: z.string({ error: 'Saisissez un code postal à cinq chiffres.' }).regex(/^\d{5}$/, 'Saisissez un code postal à cinq chiffres.'),
  commune: obligatoire('Choisissez la commune.'),
  typologie: obligatoire('Choisissez le type de logement.'),
  surface: z.number({ error: 'Saisissez la surface habitable en mètres carrés.' }).positive('Saisissez la surface habitable en mètres carrés.'),
  etage: z.int({ error: 'Saisissez l’étage, 0 pour le rez-de-chaussée.' }).nullish(),
  ascenseur: z.boolean(),
  parking: z.boolean(),
  balcon: z.boolean(),
  jardin: z.boolean(),
  adapte_handicap: z.boolean(),
  annee_construction: z.int({ error: 'Saisissez une année à quatre chiffres.' }).min(1800, 'Saisissez une année à quatre chiffres.').nullish(),
  financement: obligatoire('Choisissez le financement : le plafond de ressources en dépend.'),
  loyer: montant('Saisissez le loyer hors charges.'),
  charges: montant('Saisissez les charges, 0 s’il n’y en a pas.'),
  annexes: montant('Saisissez le loyer des annexes, 0 s’il n’y en a pas.'),
  depot_garantie: montant('Saisissez le dépôt de garantie en euros.').nullish(),
  dpe: obligatoire('Choisissez la classe du DPE.'),
  ges: texte,
  qpv: z.boolean(),
  chauffage: texte,
  disponible_le: z.iso.date({ error: 'Saisissez la date de disponibilité.' }),
  reservataire_id: texte,
})

export type Saisie = z.infer<typeof bienSchema>

export function versSaisie(bien: BienDetail | null): Partial<Saisie> {
  if (!bien) return { ascenseur: false, parking: false, balcon: false, jardin: false, adapte_handicap: false, qpv: false, annexes: 0, charges: 0 }
  const { commune, reservataire, ...reste } = bien
  return bienSchema.partial().parse({ ...reste, commune: commune.code, reservataire_id: reservataire?.id ?? null })
}

export const versBien = (saisie: Saisie): BienSaisi => saisie
