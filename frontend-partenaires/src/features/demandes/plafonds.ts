import { pourcent } from '@/lib/montants.ts'

/** The ceiling's share comes as a decimal text, or not at all when the income is unknown. */
export const partDuPlafond = (pourcentage: string | null): string => (pourcentage === null ? 'Revenu fiscal inconnu' : pourcent(Number(pourcentage)))
