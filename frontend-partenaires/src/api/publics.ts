import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, donnees } from './client.ts'

export const publicsQuery = queryOptions({ queryKey: ['publics'], queryFn: ({ signal }) => donnees(api.GET('/publics-prioritaires', { signal })) })

/** The priorities that a list may be filtered by. */
export const useChoixPublics = (): readonly { code: string; libelle: string; contingents: readonly string[]; degre: number | null }[] => useQuery(publicsQuery).data ?? []
