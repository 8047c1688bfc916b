import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'
import type { paths } from '@/api/schema.d.ts'
import type { CandidatsSearch } from './search-params.ts'

const TAILLE = 50

export const candidatsDuBien = (bienId: string) => ['biens', bienId, 'candidats'] as const

type Demandee = NonNullable<paths['/biens/{bien_id}/candidats']['get']['parameters']['query']>

export function candidatsQuery(bienId: string, { page = 1, size = TAILLE, besoin, souhait, suivi_par }: CandidatsSearch) {
  // the address is typed by hand: the server refuses the codes that it does not know
  const query = { page, size, besoin, souhait, suivi_par } as Demandee
  return queryOptions({
    queryKey: [...candidatsDuBien(bienId), query],
    queryFn: ({ signal }) => donnees(api.GET('/biens/{bien_id}/candidats', { params: { path: { bien_id: bienId }, query }, signal })),
    placeholderData: keepPreviousData,
  })
}

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
