import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import type { DemandeDetail, Formulaire } from '@/api/types.ts'
import { TAILLE } from '@/lib/list-params.ts'
import type { DemandesSearch } from './search-params.ts'

export const demandesQuery = ({ apercu: _, ...search }: DemandesSearch) =>
  queryOptions({
    queryKey: ['demandes', 'liste', search],
    queryFn: ({ signal }) => donnees(api.GET('/demandes', { params: { query: { size: TAILLE, ...search } }, signal })),
    placeholderData: keepPreviousData,
  })

export const demandeQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}', { params: { path: { demande_id: demandeId } }, signal })),
  })

export const historiqueQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'historique'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/historique', { params: { path: { demande_id: demandeId } }, signal })),
  })

export const consultationsQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'consultations'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/consultations', { params: { path: { demande_id: demandeId } }, signal })),
  })

export const doublonsQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'doublons'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/doublons', { params: { path: { demande_id: demandeId } }, signal })),
  })

export const piecesQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'pieces'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/pieces', { params: { path: { demande_id: demandeId } }, signal })),
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

const chemin = (demande: { id: string }) => ({ path: { demande_id: demande.id } })

export const useCreerDemande = (cle: string) =>
  useCommande((formulaire: Formulaire) => donnees(api.POST('/demandes', { params: { header: idempotence(cle) }, body: { formulaire } })))

export const useModifierDemande = () =>
  useCommande(({ demande, sections }: { demande: DemandeDetail; sections: Partial<Formulaire> }) =>
    donnees(api.PATCH('/demandes/{demande_id}', { params: chemin(demande), body: { version: demande.version, ...sections } })),
  )

export const useValiderDemande = () =>
  useCommande(({ demande, motifDoublon }: { demande: DemandeDetail; motifDoublon: string | null }) =>
    donnees(
      api.POST('/demandes/{demande_id}/validation', {
        params: chemin(demande),
        body: { version: demande.version, identite_verifiee: true, doublon_ecarte: motifDoublon ? { motif: motifDoublon } : null },
      }),
    ),
  )

export const useRetournerDemande = () =>
  useCommande(({ demande, motif, commentaire }: { demande: DemandeDetail; motif: string; commentaire: string }) =>
    donnees(api.POST('/demandes/{demande_id}/retour', { params: chemin(demande), body: { version: demande.version, motif, commentaire } })),
  )

export const useRadierDemande = () =>
  useCommande(({ demande, motif }: { demande: DemandeDetail; motif: string }) =>
    donnees(api.POST('/demandes/{demande_id}/radiation', { params: chemin(demande), body: { version: demande.version, motif } })),
  )

export const useRenouvelerDemande = () =>
  useCommande((demande: DemandeDetail) => donnees(api.POST('/demandes/{demande_id}/renouvellement', { params: chemin(demande), body: { version: demande.version } })))
