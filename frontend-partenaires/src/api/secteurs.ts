import { queryOptions } from '@tanstack/react-query'
import { api, donnees } from './client.ts'

/** The sectors that a demande may cite today, EPCI by EPCI. */
export const secteursAChoisirQuery = queryOptions({
  queryKey: ['secteurs-a-choisir'],
  queryFn: ({ signal }) => donnees(api.GET('/secteurs-a-choisir', { signal })),
  staleTime: 3_600_000,
})
