import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { api, donnees } from './client.ts'
import type { SessionVue } from './types.ts'

export type Droit =
  | 'demandes:lire'
  | 'demandes:ecrire'
  | 'demandes:valider'
  | 'demandes:radier'
  | 'demandes:restaurer'
  | 'demandes:sensible'
  | 'demandes:exporter'
  | 'demandes:importer'
  | 'pieces:lire'
  | 'pieces:ecrire'
  | 'biens:lire'
  | 'biens:ecrire'
  | 'candidats:lire'
  | 'propositions:lire'
  | 'propositions:ecrire'
  | 'commissions:lire'
  | 'commissions:decider'
  | 'conventions:lire'
  | 'conventions:ecrire'
  | 'annonces:lire'
  | 'annonces:ecrire'
  | 'cotation:lire'
  | 'cotation:simuler'
  | 'cotation:ecrire'
  | 'secteurs:ecrire'
  | 'comptes:gerer'
  | 'organismes:gerer'
  | 'tiers:gerer'
  | 'actualites:ecrire'
  | 'labels:poser'
  | 'publics:regler'
  | 'portail:regler'
  | 'statistiques:lire'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => donnees(api.GET('/session', { signal })),
  staleTime: 5 * 60_000,
  meta: { connexion: true },
})

/** The session of the page: the router has loaded it before any page that calls this. */
export const useSession = (): SessionVue => useSuspenseQuery(sessionQuery).data

export const peut = (session: SessionVue, droit: Droit): boolean => session.droits.includes(droit)

export const usePeut = (droit: Droit): boolean => {
  const { data } = useQuery({ ...sessionQuery, enabled: false })
  return data ? peut(data, droit) : false
}
