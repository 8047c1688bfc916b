import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import type { paths } from '@/api/schema.d.ts'
import type { DemandeDetail, SectionsBody } from '@/api/types.ts'
import { TAILLE } from '@/lib/list-params.ts'
import type { DemandesSearch, HistoriqueSearch } from './search-params.ts'

type Criteres = paths['/demandes']['get']['parameters']['query']

export const demandesQuery = ({ apercu: _, ...search }: DemandesSearch) =>
  queryOptions({
    queryKey: ['demandes', 'liste', search],
    // an address may hold a code that no longer exists: the server says so
    queryFn: ({ signal }) => donnees(api.GET('/demandes', { params: { query: { size: TAILLE, ...search } as Criteres }, signal })),
    placeholderData: keepPreviousData,
  })

const chemin = (demandeId: string) => ({ path: { demande_id: demandeId } })

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

export const piecesQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'pieces'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/pieces', { params: chemin(demandeId), signal })),
  })

/** A command answers with the refreshed file: it is shown at once, and what depends on it is asked again. */
function useCommande<V>(mutationFn: (variables: V) => Promise<DemandeDetail>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async (demande) => {
      client.setQueryData(demandeQuery(demande.id).queryKey, demande)
      await client.invalidateQueries({ queryKey: ['demandes', 'liste'] })
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'demandes' && queryKey[1] === demande.id && queryKey.length > 2 })
      await client.invalidateQueries({ queryKey: ['accueil'] })
    },
  })
}

export const useCreerDemande = (cle: string) =>
  useCommande((body: SectionsBody) => donnees(api.POST('/demandes', { params: { header: idempotence(cle) }, body })))

export const useModifierDemande = () =>
  useCommande(({ demande, sections }: { demande: DemandeDetail; sections: SectionsBody }) =>
    donnees(api.PATCH('/demandes/{demande_id}', { params: chemin(demande.id), body: { version: demande.version, ...sections } })),
  )

export const useValiderDemande = () =>
  useCommande(({ demande, doublonEcarte }: { demande: DemandeDetail; doublonEcarte: string | null }) =>
    donnees(
      api.POST('/demandes/{demande_id}/validation', {
        params: chemin(demande.id),
        body: { version: demande.version, identite_verifiee: true, doublon_ecarte: doublonEcarte },
      }),
    ),
  )

type RetourBody = paths['/demandes/{demande_id}/retour']['post']['requestBody']['content']['application/json']
type MotifRetour = RetourBody['motif']
type PointACorriger = NonNullable<RetourBody['points']>[number]
type MotifRadiation = paths['/demandes/{demande_id}/radiation']['post']['requestBody']['content']['application/json']['motif']

export const useRetournerDemande = () =>
  useCommande(({ demande, motif, commentaire, points }: { demande: DemandeDetail; motif: string; commentaire: string; points: string[] }) =>
    donnees(
      api.POST('/demandes/{demande_id}/retour', {
        params: chemin(demande.id),
        body: { version: demande.version, motif: motif as MotifRetour, commentaire, points: points as PointACorriger[] },
      }),
    ),
  )

export const useRadierDemande = () =>
  useCommande(({ demande, motif }: { demande: DemandeDetail; motif: string }) =>
    donnees(api.POST('/demandes/{demande_id}/radiation', { params: chemin(demande.id), body: { version: demande.version, motif: motif as MotifRadiation } })),
  )

export const useRenouvelerDemande = () =>
  useCommande((demande: DemandeDetail) => donnees(api.POST('/demandes/{demande_id}/renouvellement', { params: chemin(demande.id), body: { version: demande.version } })))

export function useDeposerNir(demandeId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { personne_id: string; nir: string }) => donnees(api.PUT('/demandes/{demande_id}/nir', { params: chemin(demandeId), body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['demandes', demandeId] }),
  })
}
