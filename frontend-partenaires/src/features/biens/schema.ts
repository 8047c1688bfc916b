import { z } from 'zod'
import type { BienBody, BienDetail, BienModification } from '@/api/types.ts'

const obligatoire = (message: string) => z.string({ error: message }).trim().min(1, message)
const montant = (message: string) => z.number({ error: message }).min(0, message).max(99_999, message)
const texte = z.string().nullish()

export const conditionsSchema = z.object({
  disponible_le: z.iso.date({ error: 'Saisissez la date de disponibilité.' }),
  loyer: montant('Saisissez le loyer hors charges.'),
  charges: montant('Saisissez les charges, 0 s’il n’y en a pas.'),
  annexes: montant('Saisissez le loyer des annexes, 0 s’il n’y en a pas.'),
  depot_garantie: montant('Saisissez le dépôt de garantie en euros.').nullish(),
  /** « identifiant|contingent » : one organisme may hold several contingents. */
  reservation: texte,
  /** Who follows the reletting: « Mes biens » of that person. */
  charge_de_clientele: texte,
})

export const bienSchema = conditionsSchema.extend({
  reference: texte,
  residence_id: texte,
  adresse: obligatoire('Saisissez l’adresse.'),
  complement: texte,
  code_postal: z.string({ error: 'Saisissez un code postal à cinq chiffres.' }).regex(/^\d{5}$/, 'Saisissez un code postal à cinq chiffres.'),
  commune: obligatoire('Choisissez la commune.'),
  categorie: obligatoire('Choisissez la catégorie.'),
  typologie: obligatoire('Choisissez le type de logement.'),
  surface: z.int({ error: 'Saisissez la surface habitable, en mètres carrés entiers.' }).positive('Saisissez la surface habitable, en mètres carrés entiers.'),
  financement: obligatoire('Choisissez le financement : le plafond de ressources en dépend.'),
  etage: z.int({ error: 'Saisissez l’étage, 0 pour le rez-de-chaussée.' }).nullish(),
  ascenseur: z.boolean(),
  parking: z.boolean(),
  balcon: z.boolean(),
  jardin: z.boolean(),
  adapte_handicap: z.boolean(),
  annee_construction: z.int({ error: 'Saisissez une année à quatre chiffres.' }).min(1500, 'Saisissez une année à quatre chiffres.').nullish(),
  qpv: z.boolean(),
  dpe: texte,
  ges: texte,
  chauffage: texte,
  rpls: z.string().regex(/^[0-9A-Z]{1,10}$/, 'L’identifiant RPLS compte dix caractères au plus, chiffres et majuscules.').nullish(),
})

export type Saisie = z.infer<typeof bienSchema>
export type Conditions = z.infer<typeof conditionsSchema>

const reservationDe = (bien: BienDetail) => (bien.reservataire ? `${bien.reservataire.id}|${bien.reservataire.type}` : null)

export function versSaisie(bien: BienDetail | null, moi: string | null = null): Partial<Saisie> {
  if (!bien) return { charge_de_clientele: moi, categorie: 'A', ascenseur: false, parking: false, balcon: false, jardin: false, adapte_handicap: false, qpv: false, annexes: 0, charges: 0 }
  return { ...bien, commune: bien.commune.code, residence_id: bien.residence?.id ?? null, reservation: reservationDe(bien), charge_de_clientele: bien.charge_de_clientele?.id ?? null }
}

export const versConditions = (bien: BienDetail): Partial<Conditions> => ({
  loyer: bien.loyer,
  charges: bien.charges,
  annexes: bien.annexes,
  depot_garantie: bien.depot_garantie,
  reservation: reservationDe(bien),
  charge_de_clientele: bien.charge_de_clientele?.id ?? null,
})

/** The contract's own fields, and no other: the server refuses what it does not know. */
export function conditions(saisie: Conditions) {
  const { disponible_le, loyer, charges, annexes, depot_garantie, reservation, charge_de_clientele } = conditionsSchema.parse(saisie)
  const [reservataire_id, type_reservataire] = reservation?.split('|') ?? []
  return { disponible_le, loyer, charges, annexes, depot_garantie: depot_garantie ?? null, reservataire_id: reservataire_id ?? null, type_reservataire: type_reservataire ?? 'AUCUN', charge_de_clientele: charge_de_clientele ?? null } as Pick<
    BienBody,
    'disponible_le' | 'loyer' | 'charges' | 'annexes' | 'depot_garantie' | 'reservataire_id' | 'type_reservataire' | 'charge_de_clientele'
  >
}

/** The form holds codes as plain texts: the server alone says if one is unknown. */
export function versBien(saisie: Saisie): BienBody {
  const { reservation: _, ...logement } = bienSchema.parse(saisie)
  return { ...logement, ...conditions(saisie) } as BienBody
}

/** Only what was touched travels: the rest stays as the server has it. A reference is corrected, never emptied. */
export function versModification(saisie: Saisie, touches: readonly string[]): Omit<BienModification, 'version'> {
  const tout = versBien(saisie)
  const noms = touches.flatMap((nom) => (nom === 'reservation' ? ['reservataire_id', 'type_reservataire'] : [nom]))
  return Object.fromEntries(Object.entries(tout).filter(([nom, valeur]) => noms.includes(nom) && !(nom === 'reference' && valeur === null)))
}
