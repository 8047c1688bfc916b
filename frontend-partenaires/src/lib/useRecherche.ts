import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** The address is the state of the page: reads it, and changes a part of it without leaving an entry in the history. */
export function useRecherche<S extends object>(): readonly [S, (changement: Partial<S>) => void] {
  const recherche: unknown = useSearch({ strict: false })
  const navigate = useNavigate()
  const changer = useCallback(
    (changement: Partial<S>) => {
      void navigate({ to: '.', search: ((avant: object) => ({ ...avant, ...changement })) as never, replace: true })
    },
    [navigate],
  )
  return [recherche as S, changer]
}
