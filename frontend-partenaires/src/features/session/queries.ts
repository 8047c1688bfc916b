import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'
import { sessionQuery } from '@/api/session.ts'

const connexion = { connexion: true }

export interface Identifiants {
  email: string
  mot_de_passe: string
  code_totp?: string | null
}

/** Signing in sets a cookie; who one is and what one may do is read just after. */
export function useConnexion() {
  const client = useQueryClient()
  return useMutation({
    meta: connexion,
    mutationFn: async (body: Identifiants) => {
      await api.POST('/session', { body })
      return client.fetchQuery({ ...sessionQuery, staleTime: 0 })
    },
  })
}

/** Leaves the page altogether: nothing of the files stays in memory, and the back button finds nothing. */
const partir = (recherche = '') => location.assign(`${import.meta.env.BASE_URL}connexion${recherche}`)

export const useDeconnexion = () => useMutation({ mutationFn: () => donnees(api.DELETE('/session')), onSuccess: () => partir() })

export const useDeconnexionPartout = () => useMutation({ mutationFn: () => donnees(api.POST('/session/deconnexion-partout')), onSuccess: () => partir() })

export function useCharte() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (version: string) => {
      await api.POST('/session/charte', { body: { version } })
      return client.fetchQuery({ ...sessionQuery, staleTime: 0 })
    },
  })
}

export const useOubli = () =>
  useMutation({ meta: connexion, mutationFn: (email: string) => donnees(api.POST('/mots-de-passe/oubli', { body: { email } })) })

export const useActivation = () =>
  useMutation({ meta: connexion, mutationFn: (body: { jeton: string; mot_de_passe: string }) => donnees(api.POST('/activations', { body })) })

/** The server closes every session, this one too: one comes back with the new phrase. */
export const useMotDePasse = () =>
  useMutation({
    mutationFn: (body: { actuel: string; nouveau: string }) => donnees(api.POST('/mon-compte/mot-de-passe', { body })),
    onSuccess: () => partir('?phrase=changee'),
  })

export function useMonTelephone() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (telephone: string | null) => donnees(api.PUT('/mon-compte/telephone', { body: { telephone } })),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  })
}

export const useTotpSecret = () => useMutation({ mutationFn: () => donnees(api.POST('/mon-compte/totp')) })

export function useTotpCode() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { mot_de_passe: string; secret: string; code: string }) => donnees(api.PUT('/mon-compte/totp', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  })
}
