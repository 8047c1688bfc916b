import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { DemandeDetail } from '@/api/types.ts'
import { demandeQuery } from './queries/dossier.ts'

/** The file that the page is about: the route has loaded it before drawing any of its tabs. */
export function useDemande(): DemandeDetail {
  const demandeId: unknown = useParams({ strict: false, select: (params) => params.demandeId })
  return useSuspenseQuery(demandeQuery(String(demandeId))).data
}
