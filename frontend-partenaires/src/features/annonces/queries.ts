import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import type { AnnonceBody, AnnonceDetail } from '@/api/types.ts'
import { TAILLE } from '@/lib/list-params.ts'
import type { AnnoncesSearch } from './search-params.ts'

export const annoncesQuery = (search: AnnoncesSearch) =>
  queryOptions({
    queryKey: ['annonces', 'liste', search],
    queryFn: ({ signal }) => donnees(api.GET('/annonces', { params: { query: { size: TAILLE, ...search } }, signal })),
    placeholderData: keepPreviousData,
  })

const chemin = (annonceId: string) => ({ path: { annonce_id: annonceId } })

export const annonceQuery = (annonceId: string) =>
  queryOptions({
    queryKey: ['annonces', annonceId],
    queryFn: ({ signal }) => donnees(api.GET('/annonces/{annonce_id}', { params: chemin(annonceId), signal })),
  })

export const contactsQuery = (annonceId: string, page: number) =>
  queryOptions({
    queryKey: ['annonces', annonceId, 'contacts', page],
    queryFn: ({ signal }) => donnees(api.GET('/annonces/{annonce_id}/contacts', { params: { ...chemin(annonceId), query: { page } }, signal })),
    placeholderData: keepPreviousData,
  })

export const bienAPublierQuery = (bienId: string) =>
  queryOptions({
    queryKey: ['biens', bienId],
    queryFn: ({ signal }) => donnees(api.GET('/biens/{bien_id}', { params: { path: { bien_id: bienId } }, signal })),
  })

function useAnnonce<V>(mutationFn: (variables: V) => Promise<AnnonceDetail>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async (annonce) => {
      client.setQueryData(annonceQuery(annonce.id).queryKey, annonce)
      await client.invalidateQueries({ queryKey: ['annonces', 'liste'] })
      await client.invalidateQueries({ queryKey: ['biens'] })
    },
  })
}

export const usePublierAnnonce = (cle: string) => useAnnonce((body: AnnonceBody) => donnees(api.POST('/annonces', { params: { header: idempotence(cle) }, body })))

export const useModifierAnnonce = () =>
  useAnnonce(({ annonce, saisie }: { annonce: AnnonceDetail; saisie: Partial<Omit<AnnonceBody, 'bien_id'>> }) =>
    donnees(api.PATCH('/annonces/{annonce_id}', { params: chemin(annonce.id), body: { version: annonce.version, ...saisie } })),
  )

export const useRetirerAnnonce = () =>
  useAnnonce(({ annonce, motif }: { annonce: AnnonceDetail; motif: string }) =>
    donnees(api.POST('/annonces/{annonce_id}/retrait', { params: chemin(annonce.id), body: { version: annonce.version, motif } })),
  )
