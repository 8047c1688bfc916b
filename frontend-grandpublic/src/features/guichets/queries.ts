import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client } from '../../api/client.ts'
import { lues } from '../../api/lecture.ts'

export const guichetsQuery = (departement: string, commune: string, page: number) =>
  queryOptions({
    queryKey: ['territoires', departement, 'guichets', { commune, page }],
    queryFn: () => lues(client.GET('/territoires/{departement}/guichets', { params: { path: { departement }, query: { commune: commune || undefined, page, size: 20 } } })),
    placeholderData: keepPreviousData,
  })
