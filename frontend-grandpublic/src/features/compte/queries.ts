import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client, donnees } from '../../api/client.ts'
import { lues } from '../../api/lecture.ts'
import type { components } from '../../api/schema.d.ts'
import { sessionQuery } from '../../api/session.ts'
import { noterMethode } from './methode.ts'

export const monCompteQuery = queryOptions({
  queryKey: ['mon-compte'],
  queryFn: () => donnees(client.GET('/mon-compte')),
})

export const mesConsultationsQuery = queryOptions({
  queryKey: ['mes-consultations'],
  queryFn: () => lues(client.GET('/mes-consultations')),
})

export function useDemanderCode() {
  return useMutation({
    mutationFn: (body: { departement: string; identifiant: string }) => donnees(client.POST('/session/codes', { body })),
  })
}

export function useRetrouver() {
  return useMutation({
    mutationFn: (body: components['schemas']['RechercheBody']) => donnees(client.POST('/session/recherches', { body })),
  })
}

export function useOuvrirSession() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (body: { departement: string; identifiant: string; code?: string; mot_de_passe?: string }) => {
      await client.POST('/session', { body })
      noterMethode(body.identifiant, body.mot_de_passe !== undefined)
      return donnees(client.GET('/session'))
    },
    onSuccess: (session) => {
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'territoires' && queryKey[0] !== 'session' })
      queries.setQueryData(sessionQuery.queryKey, session)
    },
  })
}

export function useChangerIdentifiant() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (body: { identifiant: string; code: string }) => {
      await client.PUT('/mon-compte/identifiant', { body })
      return donnees(client.GET('/session'))
    },
    onSuccess: (session) => {
      queries.setQueryData(sessionQuery.queryKey, session)
      return queries.invalidateQueries({ queryKey: monCompteQuery.queryKey })
    },
  })
}

export function useChangerMotDePasse() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { nouveau: string }) => donnees(client.PUT('/mon-compte/mot-de-passe', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: monCompteQuery.queryKey }),
  })
}
