import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Chargement, Erreur } from './Etats.tsx'

interface Props<T> {
  requete: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch' | 'isPending'>
  lignes?: number
  /** The sentence of an error: only the caller knows the problems of the API. */
  phrase: (erreur: Error) => string
  children: (donnees: T) => ReactNode
}

/** Loading, error and content of one request, always drawn the same way. */
export function Requete<T>({ requete, lignes, phrase, children }: Props<T>) {
  if (requete.data !== undefined) return children(requete.data)
  if (requete.error) return <Erreur phrase={phrase(requete.error)} onReessayer={() => void requete.refetch()} />
  return <Chargement lignes={lignes} />
}
