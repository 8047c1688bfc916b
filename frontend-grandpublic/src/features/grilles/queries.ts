import { queryOptions } from '@tanstack/react-query'
import { client } from '../../api/client.ts'
import { lues } from '../../api/lecture.ts'

export const grillesQuery = (departement: string) =>
  queryOptions({
    queryKey: ['territoires', departement, 'grilles'],
    queryFn: () => lues(client.GET('/territoires/{departement}/grilles-de-cotation', { params: { path: { departement } } })),
    staleTime: 300_000,
  })

/** What the page reads of a JSON Schema. */
export interface Schema {
  $id?: string
  title?: string
  description?: string
  properties?: Record<string, Schema>
  required?: string[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  enum?: string[]
  $defs?: Record<string, Schema>
}

export const formatQuery = queryOptions({
  queryKey: ['formats', 'grille-de-cotation'],
  queryFn: async () => (await lues(client.GET('/formats/grille-de-cotation/1'))) as Schema,
  staleTime: Infinity,
})

export const grilleQuery = (departement: string, adresse: string) =>
  queryOptions({
    queryKey: ['territoires', departement, 'grilles', adresse],
    queryFn: () => lues(client.GET('/territoires/{departement}/grilles-de-cotation/{adresse_grille}', { params: { path: { departement, adresse_grille: adresse } } })),
    staleTime: 300_000,
  })
