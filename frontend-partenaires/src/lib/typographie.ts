const INSECABLE = '\u00a0'

/** Les phrases du serveur, telles qu’elles se lisent : l’apostrophe courbe, et les espaces qui ne doivent pas finir une ligne. */
export function typographier(phrase: string): string {
  return phrase
    .replace(/(\p{L})'(?=[\p{L}\d«])/gu, '$1’')
    .replace(/ (?=[;:!?»%€])/g, INSECABLE)
    .replace(/« /g, `«${INSECABLE}`)
    .replace(/(\d) (?=(?:mois|ans?|jours?|points?|m²|Mo)(?![\p{L}\d]))/gu, `$1${INSECABLE}`)
}
