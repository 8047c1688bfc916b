import { z } from 'zod'
import { liste, plusieurs } from '@/lib/list-params.ts'

/** The retained candidates are in the address: they survive a change of screen and can be sent to a colleague. */
export const candidatsSearch = z.object({ page: liste.page, size: liste.size, apercu: liste.apercu, retenus: plusieurs })

export type CandidatsSearch = z.infer<typeof candidatsSearch>
