import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { estNonConnecte, estPassager } from './problem.ts'

export const CLE_SESSION = ['session'] as const

/** The session ended on the server: the pages that need it ask to sign in again, then come back. */
export function noterDeconnexion(queries: QueryClient, erreur: unknown): void {
  if (estNonConnecte(erreur)) queries.setQueryData(CLE_SESSION, null)
}

export function newQueryClient(): QueryClient {
  const onError = (erreur: unknown) => noterDeconnexion(queries, erreur)
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (essais, erreur) => estPassager(erreur) && essais < 2,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
  return queries
}
