import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import type { DeploiementVu, RendezVousBody } from '@/api/types.ts'

export const deploiementQuery = (annee?: number) =>
  queryOptions({
    queryKey: ['deploiement-de-la-cotation', annee ?? null],
    queryFn: ({ signal }) => donnees(api.GET('/deploiement-de-la-cotation', { params: { query: annee === undefined ? {} : { annee } }, signal })),
  })

function useCalendrier<V>(mutationFn: (variables: V) => Promise<DeploiementVu>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: () => client.invalidateQueries({ queryKey: ['deploiement-de-la-cotation'] }),
  })
}

export const usePlanifier = (cle: string) => useCalendrier((body: RendezVousBody) => donnees(api.POST('/rendez-vous-de-cotation', { params: { header: idempotence(cle) }, body })))

export const useAnnuler = () => useCalendrier((id: string) => donnees(api.POST('/rendez-vous-de-cotation/{rendez_vous_id}/annulation', { params: { path: { rendez_vous_id: id } } })))
