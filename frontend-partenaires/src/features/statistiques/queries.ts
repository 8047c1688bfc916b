import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'
import type { paths } from '@/api/schema.d.ts'

type FiltreRepartition = NonNullable<paths['/statistiques-de-cotation/repartition']['get']['parameters']['query']>
type FiltreCriteres = NonNullable<paths['/statistiques-de-cotation/criteres']['get']['parameters']['query']>
type FiltreTension = NonNullable<paths['/statistiques-de-cotation/tension']['get']['parameters']['query']>
type FiltreAttributions = NonNullable<paths['/statistiques-de-cotation/attributions']['get']['parameters']['query']>

export const activiteQuery = queryOptions({
  queryKey: ['rapport-d-activite'],
  queryFn: ({ signal }) => donnees(api.GET('/indicateurs-d-activite', { signal })),
})

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

export const criteresQuery = (filtre: FiltreCriteres) =>
  queryOptions({
    queryKey: ['statistiques-de-cotation', 'criteres', filtre],
    queryFn: ({ signal }) => donnees(api.GET('/statistiques-de-cotation/criteres', { params: { query: filtre }, signal })),
    placeholderData: keepPreviousData,
  })

export const tensionQuery = (filtre: FiltreTension) =>
  queryOptions({
    queryKey: ['statistiques-de-cotation', 'tension', filtre],
    queryFn: ({ signal }) => donnees(api.GET('/statistiques-de-cotation/tension', { params: { query: filtre }, signal })),
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
