import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'
import type { DemandeDetail, GesteBody } from '@/api/types.ts'
import type { HistoriqueSearch } from '../search-params.ts'

export const chemin = (demandeId: string) => ({ path: { demande_id: demandeId } })

export const demandeQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}', { params: chemin(demandeId), signal })),
  })

export const historiqueQuery = (demandeId: string, page: number, { type, intervenant }: HistoriqueSearch) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'historique', page, type, intervenant],
    queryFn: ({ signal }) =>
      donnees(api.GET('/demandes/{demande_id}/historique', { params: { ...chemin(demandeId), query: { page, ...(type && { type: [type] }), ...(intervenant && { intervenant }) } }, signal })),
    placeholderData: keepPreviousData,
  })

export const filtresHistoriqueQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'historique', 'filtres'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/historique/filtres', { params: chemin(demandeId), signal })),
  })

export const consultationsQuery = (demandeId: string, page: number) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'consultations', page],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/consultations', { params: { ...chemin(demandeId), query: { page } }, signal })),
    placeholderData: keepPreviousData,
  })

export const doublonsQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'doublons'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/doublons', { params: chemin(demandeId), signal })),
  })

export const servicesEnregistreursQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'services-enregistreurs'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/services-enregistreurs', { params: chemin(demandeId), signal })),
  })

/** The agent knows the same person in both: the pair is noted at once, whoever may not have compared them yet. */
export function useNoterLaPaire() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ demandeId, autreId }: { demandeId: string; autreId: string }) =>
      donnees(api.PUT('/demandes/{demande_id}/doublons/{autre_id}', { params: { path: { demande_id: demandeId, autre_id: autreId } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['doublons'] }),
  })
}

export const piecesQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'pieces'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/pieces', { params: chemin(demandeId), signal })),
  })

/** Read again with each version: what can be done changes with the file. */
export const actionsQuery = ({ id, version }: DemandeDetail) =>
  queryOptions({
    queryKey: ['demandes', id, 'actions', version],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/actions', { params: chemin(id), signal })),
  })

export const apercuDuGesteQuery = (demande: DemandeDetail, geste: GesteBody, pret: boolean) =>
  queryOptions({
    queryKey: ['demandes', demande.id, 'apercu-du-geste', demande.version, geste],
    queryFn: ({ signal }) => donnees(api.POST('/demandes/{demande_id}/personnes/apercu', { params: chemin(demande.id), body: geste, signal })),
    enabled: pret,
    placeholderData: keepPreviousData,
  })

export const separationsQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'separations'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/separations', { params: chemin(demandeId), signal })),
  })
