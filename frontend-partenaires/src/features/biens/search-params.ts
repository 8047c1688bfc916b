import { z } from 'zod'
import { liste, oui, plusieurs } from '@/lib/list-params.ts'

export const biensSearch = z.object({ ...liste, etat: plusieurs, commune: plusieurs, typologie: plusieurs, mes_biens: oui })

export type BiensSearch = z.infer<typeof biensSearch>
