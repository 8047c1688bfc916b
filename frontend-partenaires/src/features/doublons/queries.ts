import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'
import type { paths } from '@/api/schema.d.ts'
import type { DoublonDetail } from '@/api/types.ts'
import { TAILLE } from '@/lib/list-params.ts'
import type { DoublonsSearch } from './search-params.ts'
import type { Reprise } from './texts.ts'

type Criteres = paths['/doublons']['get']['parameters']['query']
type Conclusion = paths['/doublons/{doublon_id}/decision']['post']['requestBody']['content']['application/json']['decision']

export const doublonsQuery = ({ apercu: _, sort: __, ...search }: DoublonsSearch) =>
  queryOptions({
    queryKey: ['doublons', 'liste', search],
    queryFn: ({ signal }) => donnees(api.GET('/doublons', { params: { query: { size: TAILLE, ...search } as Criteres }, signal })),
    placeholderData: keepPreviousData,
  })

const chemin = (id: string) => ({ path: { doublon_id: id } })

export const doublonQuery = (id: string) =>
  queryOptions({
    queryKey: ['doublons', id],
    queryFn: ({ signal }) => donnees(api.GET('/doublons/{doublon_id}', { params: chemin(id), signal })),
  })

/** A decision answers with the comparison refreshed; both demandes have changed with it. */
function useActe<V>(mutationFn: (variables: V) => Promise<DoublonDetail>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async (doublon) => {
      client.setQueryData(doublonQuery(doublon.id).queryKey, doublon)
      await client.invalidateQueries({ queryKey: ['doublons', 'liste'] })
      await client.invalidateQueries({ queryKey: ['demandes'] })
    },
  })
}

export const useTrancher = (doublon: DoublonDetail) =>
  useActe(({ decision, motif }: { decision: string; motif: string }) =>
    donnees(api.POST('/doublons/{doublon_id}/decision', { params: chemin(doublon.id), body: { version: doublon.version, decision: decision as Conclusion, motif } })),
  )

export const useFusionner = (doublon: DoublonDetail) =>
  useActe(({ gardee, sections, motif }: { gardee: string; sections: Reprise[]; motif: string }) =>
    donnees(api.POST('/doublons/{doublon_id}/fusion', { params: chemin(doublon.id), body: { version: doublon.version, gardee_id: gardee, sections, motif, identite_verifiee: true } })),
  )

export const useDefaire = (doublon: DoublonDetail) =>
  useActe((motif: string) => donnees(api.POST('/doublons/{doublon_id}/defaite', { params: chemin(doublon.id), body: { motif } })))
