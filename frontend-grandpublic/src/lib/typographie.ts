import { numeroLisible } from './numero.ts'

const INSECABLE = '\u00a0'
/** Un numéro unique au milieu d’une phrase : seul, c’est une valeur, que l’on cherche ou que l’on copie. */
const NUMERO = /(?<![0-9A-Z])\d{13}[0-9A-Z]{5}(?=[^0-9A-Z])|(?<=[^0-9A-Z])\d{13}[0-9A-Z]{5}(?![0-9A-Z])/g

/** Ce qu’un clavier ne tape pas : l’apostrophe courbe, et les espaces qui ne doivent pas finir une ligne. */
export function typographier(texte: string): string {
  return texte
    .replace(/(\p{L})'(?=[\p{L}\d«])/gu, '$1’')
    .replace(/ (?=[;:!?»%€])/g, INSECABLE)
    .replace(/« /g, `«${INSECABLE}`)
    .replace(/(\d) (?=(?:h|mois|ans?|jours?|points?|km|m²|Mo)(?![\p{L}\d]))/gu, `$1${INSECABLE}`)
    .replace(NUMERO, numeroLisible)
    .replace(/(?<!\d)0\d(?: \d\d){4}(?!\d)/g, (telephone) => telephone.replaceAll(' ', INSECABLE))
    .replace(/(\d\u00a0h) (?=\d)/g, `$1${INSECABLE}`)
}

/** Les phrases du serveur, telles qu’elles se lisent. Jamais ce qu’une personne a saisi et que l’on renverrait. */
export function enFrancais<T>(recu: T): T {
  if (typeof recu === 'string') return typographier(recu) as T
  if (Array.isArray(recu)) return recu.map(enFrancais) as T
  if (recu !== null && typeof recu === 'object') {
    return Object.fromEntries(Object.entries(recu).map(([cle, valeur]) => [cle, enFrancais<unknown>(valeur)])) as T
  }
  return recu
}
