import { numeroLisible } from './numero.ts'

const INSECABLE = '\u00a0'
/** Un numéro unique au milieu d’une phrase : seul, c’est une valeur, que l’on cherche ou que l’on copie. */
const NUMERO = /(?<![0-9A-Z])\d{13}[0-9A-Z]{5}(?=[^0-9A-Z])|(?<=[^0-9A-Z])\d{13}[0-9A-Z]{5}(?![0-9A-Z])/g

/** Les phrases du serveur, telles qu’elles se lisent : l’apostrophe courbe, et les espaces qui ne doivent pas finir une ligne. */
export function typographier(phrase: string): string {
  return phrase
    .replace(/(\p{L})'(?=[\p{L}\d«])/gu, '$1’')
    .replace(/ (?=[;:!?»%€])/g, INSECABLE)
    .replace(/« /g, `«${INSECABLE}`)
    .replace(/(\d) (?=(?:mois|ans?|jours?|points?|m²|Mo)(?![\p{L}\d]))/gu, `$1${INSECABLE}`)
    .replace(NUMERO, numeroLisible)
    .replace(/(?<!\d)0\d(?: \d\d){4}(?!\d)/g, (telephone) => telephone.replaceAll(' ', INSECABLE))
}
