import { queryOptions } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'

export const cotationsQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'cotations'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/cotations', { params: { path: { demande_id: demandeId } }, signal })),
  })

export const grillesQuery = queryOptions({
  queryKey: ['grilles-de-cotation'],
  queryFn: ({ signal }) => donnees(api.GET('/grilles-de-cotation', { signal })),
})
