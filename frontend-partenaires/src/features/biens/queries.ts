import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import type { BienDetail, BienSaisi } from '@/api/types.ts'
import { TAILLE } from '@/lib/list-params.ts'
import type { BiensSearch } from './search-params.ts'

export const biensQuery = ({ apercu: _, ...search }: BiensSearch) =>
  queryOptions({
    queryKey: ['biens', 'liste', search],
    queryFn: ({ signal }) => donnees(api.GET('/biens', { params: { query: { size: TAILLE, ...search } }, signal })),
    placeholderData: keepPreviousData,
  })

export const bienQuery = (bienId: string) =>
  queryOptions({
    queryKey: ['biens', bienId],
    queryFn: ({ signal }) => donnees(api.GET('/biens/{bien_id}', { params: { path: { bien_id: bienId } }, signal })),
  })

export const historiqueBienQuery = (bienId: string) =>
  queryOptions({
    queryKey: ['biens', bienId, 'historique'],
    queryFn: ({ signal }) => donnees(api.GET('/biens/{bien_id}/historique', { params: { path: { bien_id: bienId } }, signal })),
  })

/** Réservataires : ceux des conventions en cours du bailleur. */
export const conventionsQuery = queryOptions({
  queryKey: ['conventions', 'liste', {}],
  queryFn: ({ signal }) => donnees(api.GET('/conventions-de-flux', { params: { query: { size: 100 } }, signal })),
})

function useEnregistrer<V>(mutationFn: (variables: V) => Promise<BienDetail>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async (bien) => {
      client.setQueryData(bienQuery(bien.id).queryKey, bien)
      await client.invalidateQueries({ queryKey: ['biens', 'liste'] })
      await client.invalidateQueries({ queryKey: ['conventions'] })
      await client.invalidateQueries({ queryKey: ['accueil'] })
    },
  })
}

export const useCreerBien = (cle: string) => useEnregistrer((body: BienSaisi) => donnees(api.POST('/biens', { params: { header: idempotence(cle) }, body })))

export const useModifierBien = () =>
  useEnregistrer(({ bien, saisie }: { bien: BienDetail; saisie: Partial<BienSaisi> }) =>
    donnees(api.PATCH('/biens/{bien_id}', { params: { path: { bien_id: bien.id } }, body: { version: bien.version, ...saisie } })),
  )
