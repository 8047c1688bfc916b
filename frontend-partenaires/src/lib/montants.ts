const ENTIER = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 })
const EXACT = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR', minimumFractionDigits: 2 })
const MILLIEME = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR', minimumFractionDigits: 3 })
const POURCENT = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 })
const NOMBRE = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 })

/** « 1 412 € » ou « 412,50 € » : les centimes ne se montrent que s’il y en a. */
export const euros = (montant: number): string => (Number.isInteger(montant) ? ENTIER : EXACT).format(montant)

/** « 0,045 € » : le prix d’un SMS se dit au millième. */
export const prixDUnMessage = (prix: number): string => (prix === 0 ? euros(0) : MILLIEME.format(prix))

/** « 11 240 », « −9 » : le signe moins, pas le trait d’union. */
export const nombre = (valeur: number): string => NOMBRE.format(valeur).replace('-', '−')

/** « 33,5 % », d’un pourcentage déjà sur cent. */
export const pourcent = (valeur: number): string => `${POURCENT.format(valeur).replace('-', '−')} %`

/** « 0 demande », « 1 demande », « 2 demandes » */
export const pluriel = (quantite: number, un: string, plusieurs = `${un}s`): string =>
  `${nombre(quantite)} ${Math.abs(quantite) < 2 ? un : plusieurs}`
