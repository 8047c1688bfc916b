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

export const grilleQuery = (grilleId: string) =>
  queryOptions({
    queryKey: ['grilles-de-cotation', grilleId],
    queryFn: ({ signal }) => donnees(api.GET('/grilles-de-cotation/{grille_id}', { params: { path: { grille_id: grilleId } }, signal })),
  })
