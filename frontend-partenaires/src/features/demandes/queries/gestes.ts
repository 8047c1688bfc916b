import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import type { paths } from '@/api/schema.d.ts'
import type { ChangementBody, DemandeDetail, SectionsBody, SeparationVue } from '@/api/types.ts'
import { DITE_PAR_LA_PERSONNE, type SourceDite } from '../forms/SourceField.tsx'
import { chemin, demandeQuery } from './dossier.ts'

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
  useCommande((body: Partial<SectionsBody>) => donnees(api.POST('/demandes', { params: { header: idempotence(cle) }, body: { nature: 'STANDARD', ...body } })))

export const useModifierDemande = () =>
  useCommande(({ demande, sections, dite }: { demande: DemandeDetail; sections: Partial<SectionsBody>; dite?: SourceDite }) =>
    donnees(api.PATCH('/demandes/{demande_id}', { params: chemin(demande.id), body: { version: demande.version, ...sections, ...(dite ?? DITE_PAR_LA_PERSONNE) } })),
  )

export const useValiderDemande = () =>
  useCommande(({ demande, doublonEcarte, pourLeCompteDe }: { demande: DemandeDetail; doublonEcarte: string | null; pourLeCompteDe: string | null }) =>
    donnees(
      api.POST('/demandes/{demande_id}/validation', {
        params: chemin(demande.id),
        body: { version: demande.version, identite_verifiee: true, doublon_ecarte: doublonEcarte, pour_le_compte_de: pourLeCompteDe },
      }),
    ),
  )

export const useMettreACharge = () =>
  useCommande(({ demande, personneId }: { demande: DemandeDetail; personneId: string }) =>
    donnees(
      api.POST('/demandes/{demande_id}/occupants/{personne_id}/charge', {
        params: { path: { demande_id: demande.id, personne_id: personneId } },
        body: { version: demande.version },
      }),
    ),
  )

type LienCodemandeur = paths['/demandes/{demande_id}/occupants/{personne_id}/nature']['post']['requestBody']['content']['application/json']['lien']

export const useChangerDeNature = () =>
  useCommande(({ demande, personneId, lien }: { demande: DemandeDetail; personneId: string; lien: string }) =>
    donnees(
      api.POST('/demandes/{demande_id}/occupants/{personne_id}/nature', {
        params: { path: { demande_id: demande.id, personne_id: personneId } },
        body: { version: demande.version, lien: lien as LienCodemandeur },
      }),
    ),
  )

type RetourBody = paths['/demandes/{demande_id}/retour']['post']['requestBody']['content']['application/json']
type MotifRetour = RetourBody['motif']
type PointACorriger = NonNullable<RetourBody['points']>[number]
export type MotifRadiation = paths['/demandes/{demande_id}/radiation']['post']['requestBody']['content']['application/json']['motif']

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
  useCommande(({ demande, motif }: { demande: DemandeDetail; motif: MotifRadiation }) =>
    donnees(api.POST('/demandes/{demande_id}/radiation', { params: chemin(demande.id), body: { version: demande.version, motif } })),
  )

export const useChangerLesTitulaires = () =>
  useCommande(({ demande, geste }: { demande: DemandeDetail; geste: ChangementBody }) => donnees(api.POST('/demandes/{demande_id}/personnes', { params: chemin(demande.id), body: geste })))

export const useDefaireSeparation = () =>
  useCommande(({ demande, separation, motif }: { demande: DemandeDetail; separation: SeparationVue; motif: string }) =>
    donnees(
      api.POST('/demandes/{demande_id}/separations/{separation_id}/defaite', {
        params: { path: { demande_id: demande.id, separation_id: separation.id } },
        body: { motif, accord_des_deux: true },
      }),
    ),
  )

export const useRefuserDeclaration = () =>
  useCommande(({ demande, motif }: { demande: DemandeDetail; motif: string }) =>
    donnees(api.POST('/demandes/{demande_id}/declaration/refus', { params: chemin(demande.id), body: { version: demande.version, motif } })),
  )

type ProtectionBody = paths['/demandes/{demande_id}/protection']['put']['requestBody']['content']['application/json']

export const useProteger = () =>
  useCommande(({ demande, ...body }: { demande: DemandeDetail } & ProtectionBody) => donnees(api.PUT('/demandes/{demande_id}/protection', { params: chemin(demande.id), body })))

export const useLeverLaProtection = () =>
  useCommande(({ demande, motif }: { demande: DemandeDetail; motif: string }) => donnees(api.POST('/demandes/{demande_id}/protection/levee', { params: chemin(demande.id), body: { motif } })))

export const useRenouvelerDemande = () =>
  useCommande((demande: DemandeDetail) => donnees(api.POST('/demandes/{demande_id}/renouvellement', { params: chemin(demande.id), body: { version: demande.version } })))

type ReveilBody = paths['/demandes/{demande_id}/reveil']['post']['requestBody']['content']['application/json']

export const useReveillerDemande = () =>
  useCommande(({ demande, motif, commentaire }: { demande: DemandeDetail; motif: string; commentaire: string }) =>
    donnees(
      api.POST('/demandes/{demande_id}/reveil', {
        params: chemin(demande.id),
        body: { version: demande.version, motif: motif as ReveilBody['motif'], commentaire },
      }),
    ),
  )

export const useReprendreDemande = () =>
  useCommande((demande: DemandeDetail) => donnees(api.POST('/demandes/{demande_id}/reprise', { params: chemin(demande.id), body: { version: demande.version } })))

type RestaurationBody = paths['/demandes/{demande_id}/restauration']['post']['requestBody']['content']['application/json']
type AvertissementBody = paths['/demandes/{demande_id}/avertissement']['post']['requestBody']['content']['application/json']

export const useRestaurerDemande = () =>
  useCommande(({ demande, motif, commentaire }: { demande: DemandeDetail; motif: string; commentaire: string }) =>
    donnees(
      api.POST('/demandes/{demande_id}/restauration', {
        params: chemin(demande.id),
        body: { version: demande.version, motif: motif as RestaurationBody['motif'], commentaire },
      }),
    ),
  )

export interface Lettre {
  demande: DemandeDetail
  moyen: string
  envoyeLe: string
  irrecevabilite: string | null
}

export const useAvertirDemandeur = () =>
  useCommande(({ demande, moyen, envoyeLe, irrecevabilite }: Lettre) =>
    donnees(
      api.POST('/demandes/{demande_id}/avertissement', {
        params: chemin(demande.id),
        body: {
          version: demande.version,
          moyen: moyen as AvertissementBody['moyen'],
          envoye_le: envoyeLe,
          irrecevabilite: irrecevabilite as AvertissementBody['irrecevabilite'],
        },
      }),
    ),
  )

export const useLeverAvertissement = () =>
  useCommande(({ demande, commentaire }: { demande: DemandeDetail; commentaire: string }) =>
    donnees(api.POST('/demandes/{demande_id}/avertissement/levee', { params: chemin(demande.id), body: { version: demande.version, commentaire } })),
  )

export function useSupprimerBrouillon() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (demande: DemandeDetail) => donnees(api.POST('/demandes/{demande_id}/suppression', { params: chemin(demande.id), body: { version: demande.version } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['demandes', 'liste'] }),
  })
}

export function useDeposerNir() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ demandeId, ...body }: { demandeId: string; personne_id: string; nir: string }) => donnees(api.PUT('/demandes/{demande_id}/nir', { params: chemin(demandeId), body })),
    onSuccess: (_, { demandeId }) => client.invalidateQueries({ queryKey: ['demandes', demandeId] }),
  })
}
