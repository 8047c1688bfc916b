const INSECABLE = '\u00a0'

/** Numéro unique à 18 caractères, coupé pour être lu au téléphone, jamais en fin de ligne : 035 1126 000123 35238. */
export function numeroLisible(numero: string): string {
  return numero.length === 18 ? [numero.slice(0, 3), numero.slice(3, 7), numero.slice(7, 13), numero.slice(13)].join(INSECABLE) : numero
}

/** « 06 12 34 56 78 » */
export function telephoneLisible(telephone: string): string {
  const chiffres = telephone.replace(/^\+33/, '0').replace(/\D/g, '')
  return chiffres.length === 10 ? chiffres.replace(/(\d{2})(?=\d)/g, '$1 ') : telephone
}
