import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { effacerLocal } from '../lib/stockage.ts'
import { client, donnees } from './client.ts'
import { estNonConnecte } from './problem.ts'
import { CLE_SESSION } from './query-client.ts'
import type { MonCompte } from './types.ts'

export const CLE_BROUILLONS = 'fdls.brouillon.'
/** Des réponses commencées, ou que le serveur n’a pas encore reçues. */
export const BROUILLON = /^fdls\.brouillon\./
/** Des réponses que le serveur n’a pas encore reçues. */
export const ENVOI_EN_ATTENTE = /^fdls\.brouillon\..+\.envoi$/

export const sessionQuery = queryOptions({
  queryKey: CLE_SESSION,
  queryFn: async (): Promise<MonCompte | null> => {
    try {
      return await donnees(client.GET('/session'))
    } catch (erreur) {
      // nobody signed in is an answer, not a failure
      if (estNonConnecte(erreur)) return null
      throw erreur
    }
  },
  staleTime: 300_000,
})

export const useSession = () => useQuery(sessionQuery)

/** Quitter efface de ce navigateur tout ce qui est personnel. */
export function useQuitter() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (partout: boolean) => donnees(partout ? client.POST('/session/deconnexion-partout') : client.DELETE('/session')),
    onSuccess: () => {
      effacerLocal(CLE_BROUILLONS)
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'territoires' && queryKey[0] !== 'session' })
      queries.setQueryData(sessionQuery.queryKey, null)
    },
  })
}
