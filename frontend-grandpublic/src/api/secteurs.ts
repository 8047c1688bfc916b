import { queryOptions, useQuery } from '@tanstack/react-query'
import { client } from './client.ts'
import { lues } from './lecture.ts'
import { complet } from './types.ts'
import { useTerritoire } from './territoire.tsx'

const secteursQuery = (dep: string) =>
  queryOptions({
    queryKey: ['territoires', dep, 'secteurs'],
    queryFn: async () => complet(await lues(client.GET('/territoires/{departement}/secteurs', { params: { path: { departement: dep } } }))),
    staleTime: 3_600_000,
  })

/** Les secteurs qu’une demande peut citer aujourd’hui, EPCI par EPCI. */
export function useSecteurs() {
  const { code } = useTerritoire()
  return useQuery(secteursQuery(code))
}
