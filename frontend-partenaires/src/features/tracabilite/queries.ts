import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'
import type { paths } from '@/api/schema.d.ts'
import { TAILLE } from '@/lib/list-params.ts'
import type { AnomaliesSearch } from './search-params.ts'

type Criteres = paths['/lectures-a-verifier']['get']['parameters']['query']

export const anomaliesQuery = ({ q: _q, sort: _sort, apercu: _apercu, ...search }: AnomaliesSearch) =>
  queryOptions({
    queryKey: ['lectures', search],
    // an address may hold a code that no longer exists: the server says so
    queryFn: ({ signal }) => donnees(api.GET('/lectures-a-verifier', { params: { query: { size: TAILLE, ...search } as Criteres }, signal })),
    placeholderData: keepPreviousData,
  })

export function useVerifier() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, commentaire }: { id: string; commentaire: string }) =>
      donnees(api.POST('/lectures-a-verifier/{anomalie_id}/verification', { params: { path: { anomalie_id: id } }, body: { commentaire } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['lectures'] }),
  })
}
