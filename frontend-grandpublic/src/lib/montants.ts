const ENTIER = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 })
const EXACT = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR', minimumFractionDigits: 2 })
const NOMBRE = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 })

/** « 412 € » ou « 412,50 € » : les centimes ne se montrent que s’il y en a. */
export function euros(montant: number): string {
  return (Number.isInteger(montant) ? ENTIER : EXACT).format(montant)
}

export function nombre(valeur: number): string {
  return NOMBRE.format(valeur)
}

export function pluriel(quantite: number, un: string, plusieurs = `${un}s`): string {
  return `${nombre(quantite)} ${Math.abs(quantite) < 2 ? un : plusieurs}`
}
