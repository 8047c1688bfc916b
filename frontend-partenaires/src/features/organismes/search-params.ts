import { z } from 'zod'
import { liste, oui, plusieurs } from '@/lib/list-params.ts'

export const organismesSearch = z.object({ q: liste.q, page: liste.page, type: plusieurs })
export const comptesSearch = z.object({ q: liste.q, page: liste.page, sort: liste.sort, actif: oui })

export type OrganismesSearch = z.infer<typeof organismesSearch>
export type ComptesSearch = z.infer<typeof comptesSearch>
