import { z } from 'zod'
import { liste, oui, plusieurs } from '@/lib/list-params.ts'

export const propositionsSearch = z.object({ ...liste, etat: plusieurs, mon_organisme: oui })

export type PropositionsSearch = z.infer<typeof propositionsSearch>
