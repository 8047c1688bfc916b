import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'
import { TAILLE } from '@/lib/list-params.ts'
import type { PropositionsSearch } from './search-params.ts'

export const propositionsQuery = ({ apercu: _, q: _q, ...search }: PropositionsSearch & { bien_id?: string }) =>
  queryOptions({
    queryKey: ['propositions', 'liste', search],
    queryFn: ({ signal }) => donnees(api.GET('/propositions', { params: { query: { size: TAILLE, ...search } }, signal })),
    placeholderData: keepPreviousData,
  })

export const propositionsDeLaDemandeQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'propositions'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/propositions', { params: { path: { demande_id: demandeId } }, signal })),
  })

export const propositionQuery = (propositionId: string) =>
  queryOptions({
    queryKey: ['propositions', propositionId],
    queryFn: ({ signal }) => donnees(api.GET('/propositions/{proposition_id}', { params: { path: { proposition_id: propositionId } }, signal })),
  })

export const seancesQuery = queryOptions({
  queryKey: ['commissions', 'liste', {}],
  queryFn: ({ signal }) => donnees(api.GET('/commissions', { params: { query: { size: 100 } }, signal })),
})

interface Cible {
  id: string
  version: number
}

function useGeste<V>(mutationFn: (variables: V) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    // one proposition touches its bien, its demande, its séance and the convention: all of them are read again
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'nomenclatures' && queryKey[0] !== 'communes' }),
  })
}

const chemin = ({ id }: Cible) => ({ path: { proposition_id: id } })

export const useInscrire = () =>
  useGeste(({ cible, commissionId }: { cible: Cible; commissionId: string }) =>
    donnees(api.POST('/propositions/{proposition_id}/inscription', { params: chemin(cible), body: { version: cible.version, commission_id: commissionId } })),
  )

export const useNotifier = () =>
  useGeste((cible: Cible) => donnees(api.POST('/propositions/{proposition_id}/notification', { params: chemin(cible), body: { version: cible.version } })))

export const useAccepter = () =>
  useGeste((cible: Cible) => donnees(api.POST('/propositions/{proposition_id}/acceptation', { params: chemin(cible), body: { version: cible.version } })))

export const useRefuser = () =>
  useGeste(({ cible, motif }: { cible: Cible; motif: string }) =>
    donnees(api.POST('/propositions/{proposition_id}/refus', { params: chemin(cible), body: { version: cible.version, motif } })),
  )

export const useSignerBail = () =>
  useGeste(({ cible, signe_le, entree_le }: { cible: Cible; signe_le: string; entree_le: string }) =>
    donnees(api.POST('/propositions/{proposition_id}/bail', { params: chemin(cible), body: { version: cible.version, signe_le, entree_le } })),
  )

export const useAnnuler = () =>
  useGeste(({ cible, motif }: { cible: Cible; motif: string }) =>
    donnees(api.POST('/propositions/{proposition_id}/annulation', { params: chemin(cible), body: { version: cible.version, motif } })),
  )
