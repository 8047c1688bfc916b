import { z } from 'zod'
import { liste, oui, texte } from '@/lib/list-params.ts'

export const urgencesSearch = z.object({ ...liste, etat: texte, motif: texte, pour_nous: oui })

export type UrgencesSearch = z.infer<typeof urgencesSearch>
