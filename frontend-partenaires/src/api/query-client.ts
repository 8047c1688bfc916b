import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { estNonConnecte, estPassager } from './problem.ts'
import { sessionQuery } from './session.ts'

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Error
  }
}

export function createQueryClient(surDeconnexion: () => void): QueryClient {
  const surveiller = (erreur: Error) => {
    // what is asked beside the session before anyone has signed in is refused too: no session ends there
    if (estNonConnecte(erreur) && client.getQueryData(sessionQuery.queryKey)) surDeconnexion()
  }
  const client: QueryClient = new QueryClient({
    // sign-in itself answers 401: it says so on its own page
    queryCache: new QueryCache({ onError: (erreur, query) => query.meta?.connexion || surveiller(erreur) }),
    mutationCache: new MutationCache({ onError: (erreur, _v, _c, mutation) => mutation.meta?.connexion || surveiller(erreur) }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (essais, erreur) => essais < 2 && estPassager(erreur),
        refetchOnWindowFocus: false,
      },
      mutations: { retry: false },
    },
  })
  return client
}
