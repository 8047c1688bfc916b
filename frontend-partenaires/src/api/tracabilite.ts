import { queryOptions } from '@tanstack/react-query'
import { api, donnees } from './client.ts'

/** Who already takes care of this household: the panel of a list, and the tab of its propositions, show it. */
export const tracabiliteQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'tracabilite'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/tracabilite', { params: { path: { demande_id: demandeId } }, signal })),
  })
