import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, donnees } from './client.ts'

export type NomDeListe =
  | 'source_de_modification'
  | 'accord_collectif'
  | 'statut_dalo'
  | 'origine_label'
  | 'motif_urgence'
  | 'motif_de_retour'
  | 'etat_question'
  | 'regle_de_lecture'
  | 'etat_de_transmission'
  | 'civilite'
  | 'nationalite'
  | 'situation_familiale'
  | 'contrat'
  | 'ressource'
  | 'statut_logement'
  | 'categorie_logement'
  | 'typologie'
  | 'motif'
  | 'lien_codemandeur'
  | 'lien_parente'
  | 'coparentalite'
  | 'lien_colocataire'
  | 'besoin'
  | 'souhait'
  | 'nature_dossier'
  | 'categorie_socioprofessionnelle'
  | 'particularite_hlm'
  | 'etat_handicap'
  | 'capacite_marche'
  | 'nature_moteur'
  | 'nature_sensoriel'
  | 'aide_technique'
  | 'equipement_adapte'
  | 'collecteur'
  | 'etat_demande'
  | 'rupture'
  | 'motif_retour'
  | 'point_a_corriger'
  | 'motif_radiation'
  | 'motif_irrecevabilite'
  | 'motif_restauration'
  | 'motif_reveil'
  | 'moyen_avertissement'
  | 'geste_sur_personne'
  | 'justificatif_de_depart'
  | 'motif_protection'
  | 'decision_doublon'
  | 'force_doublon'
  | 'type_piece'
  | 'financement'
  | 'dpe'
  | 'chauffage'
  | 'sexe'
  | 'decision_cal'
  | 'motif_non_attribution'
  | 'motif_refus_candidat'
  | 'motif_retrait'
  | 'etat_proposition'
  | 'etat_bien'
  | 'etat_annonce'
  | 'etat_piece'
  | 'etat_commission'
  | 'mode_commission'
  | 'etat_convention'
  | 'mode_gestion_flux'
  | 'relogements_anru'
  | 'type_organisme'
  | 'type_reservataire'

export interface Entree {
  code: string
  libelle: string
}

export const nomenclaturesQuery = queryOptions({
  queryKey: ['nomenclatures'],
  queryFn: ({ signal }) => donnees(api.GET('/nomenclatures', { signal })),
  staleTime: Infinity,
})

export function useNomenclature(nom: NomDeListe): readonly Entree[] {
  return useQuery(nomenclaturesQuery).data?.listes[nom] ?? []
}

type Limites = Awaited<ReturnType<NonNullable<typeof nomenclaturesQuery.queryFn>>>['limites']

/** Combien de réponses au plus ; rien à ajouter tant qu’on ne le sait pas. */
export function useLimite(quoi: keyof Limites): number {
  return useQuery(nomenclaturesQuery).data?.limites[quoi] ?? 0
}

/** Le libellé d’un code ; le code lui-même tant que la liste n’est pas là. */
export function useLibelle(): (nom: NomDeListe, code: string | null | undefined) => string {
  const { data } = useQuery(nomenclaturesQuery)
  return (nom, code) => (code ? (data?.listes[nom]?.find((entree) => entree.code === code)?.libelle ?? code) : '—')
}
