import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api, donnees } from './client.ts'
import type { CommuneVue } from './types.ts'

export const communesQuery = (q: string) =>
  queryOptions({
    queryKey: ['communes', q],
    queryFn: ({ signal }) => donnees(api.GET('/communes', { params: { query: { q, limit: 12 } }, signal })),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  })

export function useCommunes(q: string): { communes: readonly CommuneVue[]; cherche: boolean } {
  const { data, isFetching } = useQuery(communesQuery(q))
  return { communes: data ?? [], cherche: isFetching }
}

/** Le nom des communes déjà choisies, dont l’adresse ou la fiche ne garde que le code INSEE. */
export function useNomsCommunes(codes: readonly string[]): (code: string | null | undefined) => string {
  const voulus = [...new Set(codes)].filter(Boolean).sort()
  const { data } = useQuery({
    queryKey: ['communes', 'codes', voulus],
    queryFn: ({ signal }) => donnees(api.GET('/communes', { params: { query: { codes: voulus } }, signal })),
    staleTime: Infinity,
    enabled: voulus.length > 0,
  })
  return useCallback((code) => (code ? (data?.find((commune) => commune.code === code)?.nom ?? code) : '—'), [data])
}
