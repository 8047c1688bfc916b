import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'
import type { components, paths } from '@/api/schema.d.ts'
import { TAILLE } from '@/lib/list-params.ts'
import type { CourriersSearch, QuestionsSearch } from './search-params.ts'

type CriteresDeQuestions = paths['/questions']['get']['parameters']['query']
type Retour = components['schemas']['RetourDeLettreBody']

export const lotsQuery = (search: CourriersSearch) =>
  queryOptions({
    queryKey: ['courriers', 'lots', search],
    queryFn: ({ signal }) => donnees(api.GET('/lots-de-courriers', { params: { query: { size: TAILLE, ...search } }, signal })),
    placeholderData: keepPreviousData,
  })

export const lettresQuery = (lotId: string, search: CourriersSearch) =>
  queryOptions({
    queryKey: ['courriers', lotId, search],
    queryFn: ({ signal }) => donnees(api.GET('/lots-de-courriers/{lot_id}/lettres', { params: { path: { lot_id: lotId }, query: { size: TAILLE, ...search } }, signal })),
    placeholderData: keepPreviousData,
  })

export function useRemettre() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (lotId: string) => donnees(api.POST('/lots-de-courriers/{lot_id}/remise', { params: { path: { lot_id: lotId } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['courriers'] }),
  })
}

export function useNoterLeRetour(lotId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ lettreId, motif }: { lettreId: string; motif: Retour['motif'] }) =>
      donnees(api.POST('/lots-de-courriers/{lot_id}/lettres/{lettre_id}/retour', { params: { path: { lot_id: lotId, lettre_id: lettreId } }, body: { motif } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['courriers'] }),
  })
}

export const questionsQuery = (search: QuestionsSearch) =>
  queryOptions({
    queryKey: ['questions', search],
    // an address may hold a code that no longer exists: the server says so
    queryFn: ({ signal }) => donnees(api.GET('/questions', { params: { query: { size: TAILLE, ...search } as CriteresDeQuestions }, signal })),
    placeholderData: keepPreviousData,
  })

export function usePrendreUneQuestion() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => donnees(api.POST('/questions/{question_id}/prise-en-charge', { params: { path: { question_id: id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['questions'] }),
  })
}

export function useRepondre() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, reponse }: { id: string; reponse: string }) => donnees(api.POST('/questions/{question_id}/reponse', { params: { path: { question_id: id } }, body: { reponse } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['questions'] }),
  })
}
