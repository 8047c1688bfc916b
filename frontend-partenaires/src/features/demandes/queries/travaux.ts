import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import type { paths } from '@/api/schema.d.ts'
import type { TravailVue } from '@/api/types.ts'
import type { ExportBody } from './liste.ts'

type MessageGroupeBody = paths['/messages-groupes']['post']['requestBody']['content']['application/json']

function useTravail<V>(mutationFn: (variables: V) => Promise<TravailVue>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: (travail) => {
      client.setQueryData(travailQuery(travail.id).queryKey, travail)
      return client.invalidateQueries({ queryKey: ['travaux', 'liste'] })
    },
  })
}

export const useExporterDemandes = (cle: string) =>
  useTravail((body: ExportBody) => donnees(api.POST('/exports-de-demandes', { params: { header: idempotence(cle) }, body })))

/** The same list as the page of the grids, read apart: no feature reads another. */
export const grillesQuery = queryOptions({
  queryKey: ['grilles-de-cotation'],
  queryFn: ({ signal }) => donnees(api.GET('/grilles-de-cotation', { signal })),
})

export const useEcrireAPlusieurs = (cle: string) =>
  useTravail((body: MessageGroupeBody) => donnees(api.POST('/messages-groupes', { params: { header: idempotence(cle) }, body })))

export const useImprimerAttestations = (cle: string) =>
  useTravail((demandes: readonly string[]) => donnees(api.POST('/editions-d-attestations', { params: { header: idempotence(cle) }, body: { demandes: [...demandes] } })))

const ENTRE_DEUX_NOUVELLES = 1000

export const enRoute = (travail: TravailVue | undefined) => travail?.etat === 'a_faire' || travail?.etat === 'en_cours'

/** Asked again as long as it is under way. */
export const travailQuery = (travailId: string) =>
  queryOptions({
    queryKey: ['travaux', travailId],
    queryFn: ({ signal }) => donnees(api.GET('/travaux/{travail_id}', { params: { path: { travail_id: travailId } }, signal })),
    refetchInterval: ({ state }) => (enRoute(state.data) ? ENTRE_DEUX_NOUVELLES : false),
  })

export const travauxQuery = (page: number | undefined) =>
  queryOptions({
    queryKey: ['travaux', 'liste', page],
    queryFn: ({ signal }) => donnees(api.GET('/travaux', { params: { query: { page } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(enRoute) ? ENTRE_DEUX_NOUVELLES : false),
  })

export const travauxDesColleguesQuery = (page: number | undefined) =>
  queryOptions({
    queryKey: ['travaux', 'collegues', page],
    queryFn: ({ signal }) => donnees(api.GET('/travaux-de-mes-collegues', { params: { query: { page } }, signal })),
    placeholderData: keepPreviousData,
  })

export function useAnnulerTravail() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (travailId: string) => donnees(api.POST('/travaux/{travail_id}/annulation', { params: { path: { travail_id: travailId } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['travaux'] }),
  })
}

export function useRelancerTravail() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (travailId: string) => donnees(api.POST('/travaux/{travail_id}/relance', { params: { path: { travail_id: travailId } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['travaux'] }),
  })
}
