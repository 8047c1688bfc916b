import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query'
import { client, donnees } from '../../api/client.ts'
import { lues } from '../../api/lecture.ts'
import type { components } from '../../api/schema.d.ts'
import type { Typologie } from '../../api/types.ts'
import type { Recherche } from './search-params.ts'

export const TAILLE = 12

export const annoncesQuery = (dep: string, { commune, typologie, loyer, tri, page }: Recherche, size = TAILLE) =>
  queryOptions({
    queryKey: ['territoires', dep, 'annonces', { commune, typologie, loyer, tri, page, size }],
    queryFn: () =>
      lues(
        client.GET('/territoires/{departement}/annonces', {
          params: {
            path: { departement: dep },
            query: {
              commune: commune || undefined,
              typologie: (typologie || undefined) as Typologie | undefined,
              loyer_max: loyer ?? undefined,
              sort: tri,
              page,
              size,
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
  })

export const annonceQuery = (dep: string, id: string) =>
  queryOptions({
    queryKey: ['territoires', dep, 'annonces', id],
    queryFn: () => lues(client.GET('/territoires/{departement}/annonces/{annonce_id}', { params: { path: { departement: dep, annonce_id: id } } })),
  })

export function useContacter(dep: string, id: string) {
  return useMutation({
    mutationFn: ({ cle, body }: { cle: string; body: components['schemas']['ContactBody'] }) =>
      donnees(
        client.POST('/territoires/{departement}/annonces/{annonce_id}/contacts', {
          params: { path: { departement: dep, annonce_id: id }, header: { 'Idempotency-Key': cle } },
          body,
        }),
      ),
  })
}
