import { QueryClient } from '@tanstack/react-query'
import { estPassager } from './problem.ts'

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (essais, erreur) => estPassager(erreur) && essais < 2,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}
