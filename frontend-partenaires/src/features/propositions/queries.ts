import type { AccordCollectif } from '@/api/types.ts'
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'
import type { components, paths } from '@/api/schema.d.ts'
import { TAILLE } from '@/lib/list-params.ts'
import type { PropositionsSearch } from './search-params.ts'

type Criteres = paths['/propositions']['get']['parameters']['query']

export const propositionsQuery = ({ apercu: _, q: _q, ...search }: PropositionsSearch & { bien_id?: string }) =>
  queryOptions({
    queryKey: ['propositions', 'liste', search],
    // an address may hold a code that no longer exists: the server says so
    queryFn: ({ signal }) => donnees(api.GET('/propositions', { params: { query: { size: TAILLE, ...search } as Criteres }, signal })),
    placeholderData: keepPreviousData,
  })

export const propositionsDeLaDemandeQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'propositions'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/propositions', { params: { path: { demande_id: demandeId }, query: { size: 100 } }, signal })),
  })

export const propositionQuery = (propositionId: string) =>
  queryOptions({
    queryKey: ['propositions', propositionId],
    queryFn: ({ signal }) => donnees(api.GET('/propositions/{proposition_id}', { params: { path: { proposition_id: propositionId } }, signal })),
  })

export const seancesQuery = queryOptions({
  queryKey: ['commissions', 'liste', { etat: 'OUVERTE' }],
  queryFn: ({ signal }) => donnees(api.GET('/commissions', { params: { query: { etat: 'OUVERTE', size: 100 } }, signal })),
})

export const historiquePropositionQuery = (propositionId: string, page: number) =>
  queryOptions({
    queryKey: ['propositions', propositionId, 'historique', page],
    queryFn: ({ signal }) => donnees(api.GET('/propositions/{proposition_id}/historique', { params: { path: { proposition_id: propositionId }, query: { page } }, signal })),
    placeholderData: keepPreviousData,
  })

type MotifRefus = components['schemas']['MotifRefusCandidat']

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
  useGeste(({ cible, motif, commentaire }: { cible: Cible; motif: string; commentaire: string }) =>
    donnees(api.POST('/propositions/{proposition_id}/refus', { params: chemin(cible), body: { version: cible.version, motif: motif as MotifRefus, commentaire } })),
  )

export const useSignerBail = () =>
  useGeste(({ cible, ...bail }: { cible: Cible; signe_le: string; entree_le: string; accord_collectif: AccordCollectif; dalo: boolean | null; rpls: string | null }) =>
    donnees(api.POST('/propositions/{proposition_id}/bail', { params: chemin(cible), body: { version: cible.version, ...bail } })),
  )

export const useAnnuler = () =>
  useGeste(({ cible, motif }: { cible: Cible; motif: string }) =>
    donnees(api.POST('/propositions/{proposition_id}/annulation', { params: chemin(cible), body: { version: cible.version, motif } })),
  )
