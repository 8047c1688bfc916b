import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'
import type { paths } from '@/api/schema.d.ts'

type FiltreRepartition = NonNullable<paths['/statistiques-de-cotation/repartition']['get']['parameters']['query']>
type FiltreAttributions = NonNullable<paths['/statistiques-de-cotation/attributions']['get']['parameters']['query']>

export const grillesMesureesQuery = queryOptions({
  queryKey: ['statistiques-de-cotation', 'grilles'],
  queryFn: ({ signal }) => donnees(api.GET('/statistiques-de-cotation/grilles', { signal })),
})

export const repartitionQuery = (filtre: FiltreRepartition) =>
  queryOptions({
    queryKey: ['statistiques-de-cotation', 'repartition', filtre],
    queryFn: ({ signal }) => donnees(api.GET('/statistiques-de-cotation/repartition', { params: { query: filtre }, signal })),
    placeholderData: keepPreviousData,
  })

export const criteresQuery = (grilleId: string) =>
  queryOptions({
    queryKey: ['statistiques-de-cotation', 'criteres', grilleId],
    queryFn: ({ signal }) => donnees(api.GET('/statistiques-de-cotation/criteres', { params: { query: { grille_id: grilleId } }, signal })),
    placeholderData: keepPreviousData,
  })

export const attributionsQuery = (filtre: FiltreAttributions) =>
  queryOptions({
    queryKey: ['statistiques-de-cotation', 'attributions', filtre],
    queryFn: ({ signal }) => donnees(api.GET('/statistiques-de-cotation/attributions', { params: { query: filtre }, signal })),
    placeholderData: keepPreviousData,
  })

export type { FiltreAttributions, FiltreRepartition }

export const organismesQuery = queryOptions({
  queryKey: ['organismes', 'statistiques'],
  queryFn: ({ signal }) => donnees(api.GET('/organismes', { params: { query: { size: 100 } }, signal })),
  staleTime: 5 * 60_000,
})
