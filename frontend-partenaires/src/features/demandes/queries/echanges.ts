import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'
import type { TransmissionsSearch } from '../search-params.ts'
import { chemin } from './dossier.ts'

export const echangesQuery = (demandeId: string, page: number) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'echanges', page],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/echanges', { params: { ...chemin(demandeId), query: { page } }, signal })),
    placeholderData: keepPreviousData,
  })

/** What the worker has since written in the file: its exchanges, its history. */
export function useRelireLaDemande(demandeId: string) {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['demandes', demandeId] })
}

export function useRejouerTransmission(demandeId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (transmissionId: string) =>
      donnees(api.POST('/demandes/{demande_id}/echanges/{transmission_id}/rejeu', { params: { path: { demande_id: demandeId, transmission_id: transmissionId } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['demandes', demandeId, 'echanges'] }),
  })
}

export const demandeDesCopiesQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'echanges', 'copies'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/echanges/copies', { params: chemin(demandeId), signal })),
  })

export function useDemanderLesCopies(demandeId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => donnees(api.POST('/demandes/{demande_id}/echanges/copies', { params: { path: { demande_id: demandeId } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['demandes', demandeId, 'echanges'] }),
  })
}

export const transmissionsQuery = (search: TransmissionsSearch) =>
  queryOptions({
    queryKey: ['transmissions', search],
    queryFn: ({ signal }) => donnees(api.GET('/transmissions', { params: { query: { etat: search.etat, page: search.page, size: search.size } }, signal })),
    placeholderData: keepPreviousData,
  })

export const etatDesTransmissionsQuery = () =>
  queryOptions({
    queryKey: ['transmissions', 'etat'],
    queryFn: ({ signal }) => donnees(api.GET('/transmissions/etat', { signal })),
  })
