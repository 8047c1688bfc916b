import * as z from 'zod/mini'
import { aujourdhui } from '../../lib/dates.ts'

/** Ce que rien d’autre n’explique se dit quand même en français. */
z.config({ localeError: () => 'Cette réponse ne se lit pas. Vérifiez-la, ou laissez-la vide.' })

/** Un texte qui ne peut pas rester vide. */
export const requis = (message: string) => z.string().check(z.refine((texte) => texte.trim() !== '', { error: message }))

/** Un texte qui peut rester vide, mais pas contenir n’importe quoi. */
export const siRempli = (regle: RegExp, message: string) =>
  z.string().check(z.refine((texte) => texte.trim() === '' || regle.test(texte.trim()), { error: message }))

export const COURRIEL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/
/** Un numéro français, ou étranger avec son indicatif. */
export const TELEPHONE = /^(?:(?:\+33|0)[ .-]?[1-9](?:[ .-]?\d{2}){4}|\+(?!33)\d(?:[ .-]?\d){9,14})$/
export const NUMERO_UNIQUE = /^[\d ]{13,}[\dA-Z ]*$/i
export const CODE_POSTAL = /^\d{5}$/
export const ENTIER = /^\d{1,7}$/

const estUnJour = (texte: string) => /^\d{4}-\d{2}-\d{2}$/.test(texte)
const DATE_FAUSSE = 'Cette date n’existe pas. Écrivez par exemple 4 9 1985.'

export const jour = (message: string) => z.string().check(z.refine((texte) => texte !== '', { error: message }), z.refine((texte) => texte === '' || estUnJour(texte), { error: DATE_FAUSSE }))
export const jourFacultatif = z.string().check(z.refine((texte) => texte === '' || estUnJour(texte), { error: DATE_FAUSSE }))

export const jourPasse = (message: string) =>
  jour(message).check(z.refine((texte) => !estUnJour(texte) || texte <= aujourdhui(), { error: 'Cette date est dans l’avenir.' }))

export const montant = siRempli(ENTIER, 'Écrivez un montant en euros, sans virgule. Par exemple 1250.')

export { z }
