import { queryOptions } from '@tanstack/react-query'
import { client } from '../../api/client.ts'
import { lues } from '../../api/lecture.ts'

export const grillesQuery = (departement: string) =>
  queryOptions({
    queryKey: ['territoires', departement, 'grilles'],
    queryFn: () => lues(client.GET('/territoires/{departement}/grilles-de-cotation', { params: { path: { departement } } })),
    staleTime: 300_000,
  })

export const grilleQuery = (departement: string, adresse: string) =>
  queryOptions({
    queryKey: ['territoires', departement, 'grilles', adresse],
    queryFn: () => lues(client.GET('/territoires/{departement}/grilles-de-cotation/{adresse_grille}', { params: { path: { departement, adresse_grille: adresse } } })),
    staleTime: 300_000,
  })
