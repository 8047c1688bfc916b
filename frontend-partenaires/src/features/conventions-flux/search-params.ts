import { z } from 'zod'

export const conventionsSearch = z.object({ annee: z.coerce.number().int().min(2000).max(2100).optional().catch(undefined) })

export type ConventionsSearch = z.infer<typeof conventionsSearch>
