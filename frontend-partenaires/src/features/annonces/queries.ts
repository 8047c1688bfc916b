import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import type { components } from '@/api/schema.d.ts'
import type { AnnonceDetail } from '@/api/types.ts'
import type { AnnoncesSearch } from './search-params.ts'

export type AnnonceSaisie = components['schemas']['AnnonceSaisie']

export const annoncesQuery = (search: AnnoncesSearch) =>
  queryOptions({
    queryKey: ['annonces', 'liste', search],
    queryFn: ({ signal }) => donnees(api.GET('/annonces', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  })

export const annonceQuery = (annonceId: string) =>
  queryOptions({
    queryKey: ['annonces', annonceId],
    queryFn: ({ signal }) => donnees(api.GET('/annonces/{annonce_id}', { params: { path: { annonce_id: annonceId } }, signal })),
  })

export const contactsQuery = (annonceId: string) =>
  queryOptions({
    queryKey: ['annonces', annonceId, 'contacts'],
    queryFn: ({ signal }) => donnees(api.GET('/annonces/{annonce_id}/contacts', { params: { path: { annonce_id: annonceId } }, signal })),
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

export const usePublierAnnonce = (cle: string) =>
  useAnnonce((body: AnnonceSaisie) => donnees(api.POST('/annonces', { params: { header: idempotence(cle) }, body })))

export const useModifierAnnonce = () =>
  useAnnonce(({ annonce, saisie }: { annonce: AnnonceDetail; saisie: Partial<AnnonceSaisie> }) =>
    donnees(api.PATCH('/annonces/{annonce_id}', { params: { path: { annonce_id: annonce.id } }, body: { version: annonce.version, ...saisie } })),
  )

export const useRetirerAnnonce = () =>
  useAnnonce((annonce: AnnonceDetail) =>
    donnees(api.POST('/annonces/{annonce_id}/retrait', { params: { path: { annonce_id: annonce.id } }, body: { version: annonce.version } })),
  )
