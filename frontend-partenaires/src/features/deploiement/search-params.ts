import { z } from 'zod'

/** The year of the calendar; the server knows which one is ours. */
export const deploiementSearch = z.object({ annee: z.coerce.number().int().min(2010).max(2100).optional().catch(undefined) })
