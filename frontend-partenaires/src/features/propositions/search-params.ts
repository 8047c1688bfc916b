import { z } from 'zod'
import { liste, plusieurs } from '@/lib/list-params.ts'

export const propositionsSearch = z.object({ ...liste, etat: plusieurs })

export type PropositionsSearch = z.infer<typeof propositionsSearch>
