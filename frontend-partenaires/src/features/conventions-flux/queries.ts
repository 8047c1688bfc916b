import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import type { components } from '@/api/schema.d.ts'

export type ConventionSaisie = components['schemas']['ConventionSaisie']

export const suiviQuery = (annee: number) =>
  queryOptions({
    queryKey: ['conventions', 'suivi', annee],
    queryFn: ({ signal }) => donnees(api.GET('/conventions-de-flux/suivi', { params: { query: { annee } }, signal })),
    placeholderData: keepPreviousData,
  })

export const conventionQuery = (conventionId: string) =>
  queryOptions({
    queryKey: ['conventions', conventionId],
    queryFn: ({ signal }) => donnees(api.GET('/conventions-de-flux/{convention_id}', { params: { path: { convention_id: conventionId } }, signal })),
  })

export const organismesQuery = (type: string[]) =>
  queryOptions({
    queryKey: ['organismes', 'liste', { type }],
    queryFn: ({ signal }) => donnees(api.GET('/organismes', { params: { query: { type, size: 100 } }, signal })),
  })

export function useCreerConvention(cle: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: ConventionSaisie) => donnees(api.POST('/conventions-de-flux', { params: { header: idempotence(cle) }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['conventions'] }),
  })
}
