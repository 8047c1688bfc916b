import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { client } from './client.ts'
import { lues } from './lecture.ts'
import { useTerritoire } from './territoire.tsx'

const communesQuery = (dep: string, q: string, partout: boolean) =>
  queryOptions({
    queryKey: ['territoires', dep, 'communes', q, partout],
    queryFn: () => lues(client.GET('/territoires/{departement}/communes', { params: { path: { departement: dep }, query: { q, partout } } })),
    staleTime: 3_600_000,
    placeholderData: keepPreviousData,
  })

const SAISIE_MINIMALE = 2

/** Les communes dont le nom ou le code commence par la saisie : du département, ou de toute la France. */
export function useCommunes(recherche: string, { partout = false } = {}) {
  const { code } = useTerritoire()
  const q = recherche.trim()
  return useQuery({ ...communesQuery(code, q, partout), enabled: q.length >= SAISIE_MINIMALE })
}
