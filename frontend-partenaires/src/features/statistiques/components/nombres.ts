import { nombre, pourcent } from '@/lib/montants.ts'
import { textes } from '../texts.ts'

export const compte = (valeur: number | null) => (valeur === null ? textes.secret : nombre(valeur))
export const part = (valeur: number | null) => (valeur === null ? '—' : pourcent(valeur))
export const mois = (valeur: number | null) => (valeur === null ? '—' : `${nombre(valeur)} mois`)
