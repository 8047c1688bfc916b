import { queryOptions } from '@tanstack/react-query'
import { client } from '../../api/client.ts'
import { lues } from '../../api/lecture.ts'
import { estIntrouvable } from '../../api/problem.ts'
import type { ChiffresCles, ChiffresDeCommune } from '../../api/types.ts'

export const chiffresQuery = (departement: string) =>
  queryOptions({
    queryKey: ['territoires', departement, 'chiffres'],
    queryFn: async (): Promise<ChiffresCles | null> => {
      try {
        return await lues(client.GET('/territoires/{departement}/chiffres-cles', { params: { path: { departement } } }))
      } catch (erreur) {
        // no photo of this département yet is an answer, not a failure
        if (estIntrouvable(erreur)) return null
        throw erreur
      }
    },
    staleTime: 3_600_000,
  })

export const chiffresDeCommuneQuery = (departement: string, commune: string) =>
  queryOptions({
    queryKey: ['territoires', departement, 'chiffres', commune],
    queryFn: async (): Promise<ChiffresDeCommune | null> => {
      try {
        return await lues(client.GET('/territoires/{departement}/chiffres-cles/communes/{commune}', { params: { path: { departement, commune } } }))
      } catch (erreur) {
        // nobody asks for it, or it lies elsewhere: an answer too
        if (estIntrouvable(erreur)) return null
        throw erreur
      }
    },
    staleTime: 3_600_000,
  })
