import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import type { EbaucheBody, DecisionDeContestationBody, EvenementDeVieBody, GrilleDetail, PublicationDeGrilleBody, ValidationDeCritereBody, ValidationsDuDossier, VieCotee } from '@/api/types.ts'
import type { DocumentDeGrille } from './document.ts'

export const cotationsQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'cotations'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/cotations', { params: { path: { demande_id: demandeId } }, signal })),
  })

export const cotationsPasseesQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'cotations-passees'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/cotations/passees', { params: { path: { demande_id: demandeId } }, signal })),
  })

export const attenteQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'attente'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/attente', { params: { path: { demande_id: demandeId } }, signal })),
  })

const vie = (demandeId: string) => ({ params: { path: { demande_id: demandeId } } })

export const vieCoteeQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'evenements-de-vie'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/evenements-de-vie', { ...vie(demandeId), signal })),
  })

/** The points follow each of these acts. */
function useVieCotee<V>(demandeId: string, mutationFn: (variables: V) => Promise<VieCotee>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async (lue) => {
      client.setQueryData(vieCoteeQuery(demandeId).queryKey, lue)
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'demandes' && queryKey[2] !== 'evenements-de-vie' })
    },
  })
}

export const useNoterEvenement = (demandeId: string) => useVieCotee(demandeId, (body: EvenementDeVieBody) => donnees(api.POST('/demandes/{demande_id}/evenements-de-vie', { ...vie(demandeId), body })))

export const useQualifierRefus = (demandeId: string, id: number) =>
  useVieCotee(demandeId, (body: { adapte: boolean; motif: string }) => donnees(api.POST('/demandes/{demande_id}/evenements-de-vie/{evenement_id}/qualification', { params: { path: { demande_id: demandeId, evenement_id: id } }, body })))

export const useRetirerEvenement = (demandeId: string, id: number) =>
  useVieCotee(demandeId, (body: { motif: string }) => donnees(api.POST('/demandes/{demande_id}/evenements-de-vie/{evenement_id}/retrait', { params: { path: { demande_id: demandeId, evenement_id: id } }, body })))

export const useContesterEvenement = (demandeId: string, id: number) =>
  useVieCotee(demandeId, (body: { motif: string }) => donnees(api.POST('/demandes/{demande_id}/evenements-de-vie/{evenement_id}/contestation', { params: { path: { demande_id: demandeId, evenement_id: id } }, body })))

export const useDeciderContestation = (demandeId: string, id: string) =>
  useVieCotee(demandeId, (body: DecisionDeContestationBody) =>
    donnees(api.POST('/demandes/{demande_id}/evenements-de-vie/contestations/{contestation_id}/decision', { params: { path: { demande_id: demandeId, contestation_id: id } }, body })),
  )

export const criteresAValiderQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'criteres-a-valider'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/criteres-a-valider', { ...vie(demandeId), signal })),
  })

function useValidations<V>(demandeId: string, mutationFn: (variables: V) => Promise<ValidationsDuDossier>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async (lues) => {
      client.setQueryData(criteresAValiderQuery(demandeId).queryKey, lues)
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'demandes' && queryKey[2] !== 'criteres-a-valider' })
    },
  })
}

export const useValiderLeCritere = (demandeId: string) => useValidations(demandeId, (body: ValidationDeCritereBody) => donnees(api.POST('/demandes/{demande_id}/criteres-a-valider', { ...vie(demandeId), body })))

export const useRetirerLaValidation = (demandeId: string, id: string) =>
  useValidations(demandeId, (body: { motif: string }) => donnees(api.POST('/demandes/{demande_id}/criteres-a-valider/{validation_id}/retrait', { params: { path: { demande_id: demandeId, validation_id: id } }, body })))

export const grillesQuery = queryOptions({
  queryKey: ['grilles-de-cotation'],
  queryFn: ({ signal }) => donnees(api.GET('/grilles-de-cotation', { signal })),
})

const chemin = (grilleId: string) => ({ path: { grille_id: grilleId } })

export const grilleQuery = (grilleId: string) =>
  queryOptions({
    queryKey: ['grilles-de-cotation', grilleId],
    queryFn: ({ signal }) => donnees(api.GET('/grilles-de-cotation/{grille_id}', { params: chemin(grilleId), signal })),
  })

const SUIVI_MS = 2000
const EN_ROUTE: readonly string[] = ['en_cours', 'retarde']

export const recalculQuery = (grilleId: string) =>
  queryOptions({
    queryKey: ['grilles-de-cotation', grilleId, 'recalcul'],
    queryFn: ({ signal }) => donnees(api.GET('/grilles-de-cotation/{grille_id}/recalcul', { params: chemin(grilleId), signal })),
    refetchInterval: ({ state }) => (EN_ROUTE.includes(state.data?.recalcul?.etat ?? '') ? SUIVI_MS : false),
  })

export function useRelancerRecalcul(grilleId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => donnees(api.POST('/grilles-de-cotation/{grille_id}/recalcul', { params: chemin(grilleId) })),
    onSuccess: (suivi) => client.setQueryData(recalculQuery(grilleId).queryKey, suivi),
  })
}

export const historiqueGrilleQuery = (grilleId: string, page: number) =>
  queryOptions({
    queryKey: ['grilles-de-cotation', grilleId, 'historique', page],
    queryFn: ({ signal }) => donnees(api.GET('/grilles-de-cotation/{grille_id}/historique', { params: { ...chemin(grilleId), query: { page } }, signal })),
    placeholderData: keepPreviousData,
  })

export const comparaisonQuery = (grilleId: string, avec: string) =>
  queryOptions({
    queryKey: ['grilles-de-cotation', grilleId, 'comparaison', avec],
    queryFn: ({ signal }) => donnees(api.GET('/grilles-de-cotation/{grille_id}/comparaison', { params: { ...chemin(grilleId), query: { avec } }, signal })),
  })

export const consequencesQuery = (grilleId: string, effetDu: string) =>
  queryOptions({
    queryKey: ['grilles-de-cotation', grilleId, 'consequences', effetDu],
    queryFn: ({ signal }) => donnees(api.GET('/grilles-de-cotation/{grille_id}/consequences', { params: { ...chemin(grilleId), query: { effet_du: effetDu } }, signal })),
    placeholderData: keepPreviousData,
  })

export const catalogueQuery = queryOptions({
  queryKey: ['champs-de-cotation'],
  queryFn: ({ signal }) => donnees(api.GET('/champs-de-cotation', { signal })),
  staleTime: Infinity,
})

export const territoiresQuery = queryOptions({
  queryKey: ['territoires-de-cotation'],
  queryFn: ({ signal }) => donnees(api.GET('/territoires-de-cotation', { signal })),
})

/** Where the public register publishes the exchange format. */
export const FORMAT = `${location.origin}/grandpublic/v1/formats/grille-de-cotation/1`

export const relire = (document: Record<string, unknown>, signal?: AbortSignal) => donnees(api.POST('/relectures-de-grille', { body: { document }, ...(signal && { signal }) }))

/** The document as it stands on screen, read again by the server: nothing is saved. */
export const relectureQuery = (document: DocumentDeGrille) =>
  queryOptions({
    queryKey: ['relectures-de-grille', document],
    queryFn: ({ signal }) => relire(document, signal),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
  })

function useGrille<V>(mutationFn: (variables: V) => Promise<GrilleDetail>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async (grille) => {
      client.setQueryData(grilleQuery(grille.id).queryKey, grille)
      await client.invalidateQueries({ queryKey: ['grilles-de-cotation'], exact: true })
      await client.invalidateQueries({ queryKey: ['grilles-de-cotation', grille.id, 'historique'] })
    },
  })
}

export const useEbaucher = (cle: string) =>
  useGrille((body: EbaucheBody) => donnees(api.POST('/grilles-de-cotation', { params: { header: idempotence(cle) }, body })))

export const useEnregistrerBrouillon = () =>
  useGrille(({ grille, document }: { grille: GrilleDetail; document: DocumentDeGrille }) =>
    donnees(api.PUT('/grilles-de-cotation/{grille_id}/document', { params: chemin(grille.id), body: { version: grille.version, document } })),
  )

export type EtapeDeGrille = 'test' | 'reprise' | 'archivage'

export const useEtape = () =>
  useGrille(({ grille, etape }: { grille: GrilleDetail; etape: EtapeDeGrille }) => {
    const envoi = { params: chemin(grille.id), body: { version: grille.version } }
    if (etape === 'test') return donnees(api.POST('/grilles-de-cotation/{grille_id}/test', envoi))
    if (etape === 'reprise') return donnees(api.POST('/grilles-de-cotation/{grille_id}/reprise', envoi))
    return donnees(api.POST('/grilles-de-cotation/{grille_id}/archivage', envoi))
  })

export const usePublier = () =>
  useGrille(({ grille, saisie }: { grille: GrilleDetail; saisie: Omit<PublicationDeGrilleBody, 'version'> }) =>
    donnees(api.POST('/grilles-de-cotation/{grille_id}/publication', { params: chemin(grille.id), body: { version: grille.version, ...saisie } })),
  )

export const sousChaqueGrilleQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'comparaison-de-grilles'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/comparaison-de-grilles', { params: { path: { demande_id: demandeId } }, signal })),
  })
