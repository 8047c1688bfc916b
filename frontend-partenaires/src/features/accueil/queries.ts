import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'
import type { Favori } from '@/api/types.ts'

export const accueilQuery = queryOptions({
  queryKey: ['accueil'],
  queryFn: ({ signal }) => donnees(api.GET('/accueil', { signal })),
})

export function useRangerFavoris() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (favoris: Favori[]) => donnees(api.PUT('/mon-compte/favoris', { body: { favoris } })),
    // the answer is the new list: the rest of the page did not change
    onSuccess: (favoris) => client.setQueryData(accueilQuery.queryKey, (avant) => avant && { ...avant, favoris }),
  })
}
