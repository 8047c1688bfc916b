import { z } from 'zod'
import { liste, texte } from '@/lib/list-params.ts'

export const doublonsSearch = z.object({ ...liste, decision: texte, force: texte, demande_id: texte })

export type DoublonsSearch = z.infer<typeof doublonsSearch>
