import { z } from 'zod'
import type { OrganismeVue } from '@/api/types.ts'
import { liste } from '@/lib/list-params.ts'

const TYPES = ['BAILLEUR', 'EPCI', 'COMMUNE', 'DEPARTEMENT', 'ALS', 'ETAT', 'ADIL', 'SIAO', 'ASSOCIATION', 'GESTIONNAIRE'] as const satisfies readonly OrganismeVue['type'][]

export const typeOrganisme = z.enum(TYPES)
export const organismesSearch = z.object({ q: liste.q, page: liste.page, size: liste.size, type: typeOrganisme.optional().catch(undefined) })
export const comptesSearch = z.object({ q: liste.q, page: liste.page, size: liste.size })

export type OrganismesSearch = z.infer<typeof organismesSearch>
export type ComptesSearch = z.infer<typeof comptesSearch>

export const GUICHET = /^[0-9A-Z]{5}$/
