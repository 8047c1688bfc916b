import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import { secteursAChoisirQuery } from '@/api/secteurs.ts'
import type { SecteurBody, SecteursDuTerritoire } from '@/api/types.ts'

export const secteursQuery = queryOptions({
  queryKey: ['secteurs'],
  queryFn: ({ signal }) => donnees(api.GET('/secteurs', { signal })),
})

function useSecteurs<V>(mutationFn: (variables: V) => Promise<SecteursDuTerritoire>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: (lus) => {
      client.setQueryData(secteursQuery.queryKey, lus)
      return client.invalidateQueries({ queryKey: secteursAChoisirQuery.queryKey })
    },
  })
}

export const useOuvrir = (cle: string) => useSecteurs((body: SecteurBody) => donnees(api.POST('/secteurs', { params: { header: idempotence(cle) }, body })))

export const useFermer = () => useSecteurs(({ id, au }: { id: string; au: string }) => donnees(api.POST('/secteurs/{secteur_id}/fermeture', { params: { path: { secteur_id: id } }, body: { au } })))
