import { queryOptions } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'

export const charteQuery = queryOptions({
  queryKey: ['charte'],
  queryFn: ({ signal }) => donnees(api.GET('/charte', { signal })),
  staleTime: Infinity,
})
