import { z } from 'zod'
import { liste, texte } from '@/lib/list-params.ts'

export const anomaliesSearch = z.object({ ...liste, etat: texte, regle: texte })

export type AnomaliesSearch = z.infer<typeof anomaliesSearch>
