import { z } from 'zod'
import { liste, plusieurs } from '@/lib/list-params.ts'

export const biensSearch = z.object({ ...liste, etat: plusieurs, commune: plusieurs, typologie: plusieurs })

export type BiensSearch = z.infer<typeof biensSearch>
