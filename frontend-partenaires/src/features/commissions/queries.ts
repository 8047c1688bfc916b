import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import type { components } from '@/api/schema.d.ts'
import type { DecisionBody, SeanceDetail } from '@/api/types.ts'
import { TAILLE } from '@/lib/list-params.ts'
import type { CommissionsSearch } from './search-params.ts'

type Seance = components['schemas']['SeanceBody']

export const commissionsQuery = (search: CommissionsSearch) =>
  queryOptions({
    queryKey: ['commissions', 'liste', search],
    queryFn: ({ signal }) => donnees(api.GET('/commissions', { params: { query: { size: TAILLE, ...search } }, signal })),
    placeholderData: keepPreviousData,
  })

const chemin = (commissionId: string) => ({ path: { commission_id: commissionId } })

export const commissionQuery = (commissionId: string) =>
  queryOptions({
    queryKey: ['commissions', commissionId],
    queryFn: ({ signal }) => donnees(api.GET('/commissions/{commission_id}', { params: chemin(commissionId), signal })),
  })

export const historiqueCommissionQuery = (commissionId: string, page: number) =>
  queryOptions({
    queryKey: ['commissions', commissionId, 'historique', page],
    queryFn: ({ signal }) => donnees(api.GET('/commissions/{commission_id}/historique', { params: { ...chemin(commissionId), query: { page } }, signal })),
    placeholderData: keepPreviousData,
  })

/** `fait` is told even when the answer redraws what asked for it. */
function useSeance<V>(mutationFn: (variables: V) => Promise<SeanceDetail>, fait?: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async (seance) => {
      fait?.()
      client.setQueryData(commissionQuery(seance.id).queryKey, seance)
      await client.invalidateQueries({ queryKey: ['commissions', seance.id, 'historique'] })
      await client.invalidateQueries({ queryKey: ['commissions', 'liste'] })
      await client.invalidateQueries({ queryKey: ['propositions'] })
      await client.invalidateQueries({ queryKey: ['conventions'] })
    },
  })
}

export const useCreerCommission = (cle: string) =>
  useSeance(({ mode, ...reste }: { tenue_le: string; heure: string | null; lieu: string; mode: string }) =>
    donnees(api.POST('/commissions', { params: { header: idempotence(cle) }, body: { ...reste, mode: mode as Seance['mode'] } })),
  )

export const useDecider = (commissionId: string, fait: () => void) =>
  useSeance((body: DecisionBody) => donnees(api.POST('/commissions/{commission_id}/decisions', { params: chemin(commissionId), body })), fait)

export const useClore = () =>
  useSeance((seance: SeanceDetail) => donnees(api.POST('/commissions/{commission_id}/cloture', { params: chemin(seance.id), body: { version: seance.version } })))
