import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'

const TAILLE = 50

export const candidatsDuBien = (bienId: string) => ['biens', bienId, 'candidats'] as const

export const candidatsQuery = (bienId: string, page: number, size = TAILLE) =>
  queryOptions({
    queryKey: [...candidatsDuBien(bienId), { page, size }],
    queryFn: ({ signal }) => donnees(api.GET('/biens/{bien_id}/candidats', { params: { path: { bien_id: bienId }, query: { page, size } }, signal })),
    placeholderData: keepPreviousData,
  })

export const explicationQuery = (bienId: string, numeroUnique: string) =>
  queryOptions({
    queryKey: ['biens', bienId, 'explication', numeroUnique],
    queryFn: ({ signal }) =>
      donnees(api.GET('/biens/{bien_id}/candidats/explication', { params: { path: { bien_id: bienId }, query: { numero_unique: numeroUnique } }, signal })),
  })

export function useProposer(bienId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (demandes: string[]) => donnees(api.POST('/biens/{bien_id}/propositions', { params: { path: { bien_id: bienId } }, body: { demandes } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['biens'] })
      await client.invalidateQueries({ queryKey: ['propositions'] })
    },
  })
}
