import { z } from 'zod'
import type { SeanceResume } from '@/api/types.ts'
import { liste } from '@/lib/list-params.ts'

const ETATS = ['OUVERTE', 'CLOTUREE'] as const satisfies readonly SeanceResume['etat'][]

export const etatCommission = z.enum(ETATS).optional().catch(undefined)
export const commissionsSearch = z.object({ page: liste.page, size: liste.size, etat: etatCommission })

export type CommissionsSearch = z.infer<typeof commissionsSearch>
