import { queryOptions } from '@tanstack/react-query'
import { client, donnees } from '../../api/client.ts'

export const chiffresQuery = (departement: string) =>
  queryOptions({
    queryKey: ['territoires', departement, 'chiffres'],
    queryFn: () => donnees(client.GET('/territoires/{departement}/chiffres-cles', { params: { path: { departement } } })),
    staleTime: 3_600_000,
  })
