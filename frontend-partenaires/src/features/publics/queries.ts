import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'
import type { components, paths } from '@/api/schema.d.ts'
import type { DaloBody, LabelBody, RegleBody } from '@/api/types.ts'
import { TAILLE } from '@/lib/list-params.ts'
import type { UrgencesSearch } from './search-params.ts'

export const publicQuery = (code: string) =>
  queryOptions({ queryKey: ['publics', code], queryFn: ({ signal }) => donnees(api.GET('/publics-prioritaires/{code}', { params: { path: { code } }, signal })) })

export const passesQuery = queryOptions({ queryKey: ['publics', 'passes'], queryFn: ({ signal }) => donnees(api.GET('/labellisations', { signal })) })

type CriteresUrgences = paths['/urgences']['get']['parameters']['query']

export const urgencesQuery = ({ q: _q, sort: _sort, apercu: _apercu, ...search }: UrgencesSearch) =>
  queryOptions({
    queryKey: ['urgences', search],
    // an address may hold a code that no longer exists: the server says so
    queryFn: ({ signal }) => donnees(api.GET('/urgences', { params: { query: { size: TAILLE, ...search } as CriteresUrgences }, signal })),
    placeholderData: keepPreviousData,
  })

const demande = (id: string) => ({ params: { path: { demande_id: id } } })

export const prioritesQuery = (id: string) =>
  queryOptions({ queryKey: ['demandes', id, 'priorites'], queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/priorites', { ...demande(id), signal })) })

/** The answer is the refreshed tab; the header, the points and the lists are asked again. */
function usePriorites<V>(id: string, mutationFn: (variables: V) => Promise<components['schemas']['PrioritesDeLaDemande']>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async (vue) => {
      client.setQueryData(prioritesQuery(id).queryKey, vue)
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'demandes' && queryKey[2] !== 'priorites' })
      await client.invalidateQueries({ queryKey: ['publics'] })
    },
  })
}

export const usePoserLabel = (id: string) => usePriorites(id, (body: LabelBody) => donnees(api.POST('/demandes/{demande_id}/priorites', { ...demande(id), body })))

export const useRetirerLabel = (id: string) =>
  usePriorites(id, ({ labelId, motif }: { labelId: string; motif: string }) =>
    donnees(api.POST('/demandes/{demande_id}/priorites/{label_id}/retrait', { params: { path: { demande_id: id, label_id: labelId } }, body: { motif } })),
  )

export const useEnregistrerDalo = (id: string) => usePriorites(id, (body: DaloBody) => donnees(api.PUT('/demandes/{demande_id}/dalo', { ...demande(id), body })))

export function useChangerRegle(code: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: RegleBody) => donnees(api.PUT('/publics-prioritaires/{code}', { params: { path: { code } }, body })),
    onSuccess: async (vue) => {
      client.setQueryData(publicQuery(code).queryKey, vue)
      await client.invalidateQueries({ queryKey: ['publics'] })
    },
  })
}

export function usePrendreEnCompte() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, reponse }: { id: string; reponse: string }) => donnees(api.POST('/urgences/{urgence_id}/prise-en-compte', { params: { path: { urgence_id: id } }, body: { reponse } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['urgences'] }),
  })
}
