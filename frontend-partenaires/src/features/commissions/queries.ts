import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'
import type { CommissionDetail } from '@/api/types.ts'

export const commissionsQuery = (page: number) =>
  queryOptions({
    queryKey: ['commissions', 'liste', { page }],
    queryFn: ({ signal }) => donnees(api.GET('/commissions', { params: { query: { page } }, signal })),
    placeholderData: keepPreviousData,
  })

export const commissionQuery = (commissionId: string) =>
  queryOptions({
    queryKey: ['commissions', commissionId],
    queryFn: ({ signal }) => donnees(api.GET('/commissions/{commission_id}', { params: { path: { commission_id: commissionId } }, signal })),
  })

function useSeance<V>(mutationFn: (variables: V) => Promise<CommissionDetail>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async (commission) => {
      client.setQueryData(commissionQuery(commission.id).queryKey, commission)
      await client.invalidateQueries({ queryKey: ['commissions', 'liste'] })
      await client.invalidateQueries({ queryKey: ['propositions'] })
    },
  })
}

export const useCreerCommission = () => useSeance((body: { tenue_le: string; lieu: string; mode: string }) => donnees(api.POST('/commissions', { body })))

export interface DecisionPrise {
  proposition_id: string
  version: number
  decision: string
  rang: number | null
  motif: string | null
  condition: string | null
}

export const useDecider = (commissionId: string) =>
  useSeance((body: DecisionPrise) => donnees(api.POST('/commissions/{commission_id}/decisions', { params: { path: { commission_id: commissionId } }, body })))

export const useClore = () =>
  useSeance((commission: CommissionDetail) =>
    donnees(api.POST('/commissions/{commission_id}/cloture', { params: { path: { commission_id: commission.id } }, body: { version: commission.version } })),
  )
