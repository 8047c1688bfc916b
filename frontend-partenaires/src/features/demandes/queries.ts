import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import type { paths } from '@/api/schema.d.ts'
import type { ChangementBody, DemandeDetail, FiltreVue, GesteBody, SectionsBody, SeparationVue, TravailVue } from '@/api/types.ts'
import { TAILLE } from '@/lib/list-params.ts'
import { DITE_PAR_LA_PERSONNE, type SourceDite } from './forms/SourceField.tsx'
import { SANS_VALEUR, type DemandesSearch, type HistoriqueSearch, type DeclarationsSearch, type EcheancesSearch, type NuitsSearch, type TransmissionsSearch } from './search-params.ts'

type Criteres = paths['/demandes']['get']['parameters']['query']
type CriteresDeRupture = paths['/ruptures-de-demandes']['get']['parameters']['query']
type ExportBody = paths['/exports-de-demandes']['post']['requestBody']['content']['application/json']
export type RechercheBody = ExportBody['recherche']
type ParNumeroBody = paths['/recherches-de-demandes']['post']['requestBody']['content']['application/json']

const groupeDemande = ({ groupe }: DemandesSearch) => (groupe === SANS_VALEUR ? '' : groupe)

export const demandesQuery = ({ apercu: _, sommaire: _sommaire, ...search }: DemandesSearch) =>
  queryOptions({
    queryKey: ['demandes', 'liste', search],
    // an address may hold a code that no longer exists: the server says so
    queryFn: ({ signal }) => donnees(api.GET('/demandes', { params: { query: { size: TAILLE, ...search, groupe: groupeDemande(search) } as Criteres }, signal })),
    placeholderData: keepPreviousData,
  })

/** The same filters, gathered by groups: neither page nor order has a meaning there. */
export const rupturesQuery = ({ apercu: _, page: _page, size: _size, sort: _sort, groupe: _groupe, sommaire: _sommaire, ...search }: DemandesSearch) =>
  queryOptions({
    queryKey: ['demandes', 'liste', 'ruptures', search],
    queryFn: ({ signal }) => donnees(api.GET('/ruptures-de-demandes', { params: { query: search as CriteresDeRupture }, signal })),
    placeholderData: keepPreviousData,
  })

/** What an export asks: the filters of the list, or the ticked rows alone. */
export function rechercheDe({ apercu: _, page: _page, size: _size, sommaire: _sommaire, ...search }: DemandesSearch, coches: readonly string[]): RechercheBody {
  const { sort } = search
  return (coches.length > 0 ? { demandes: [...coches], ...(sort && { sort }) } : { ...search, groupe: groupeDemande(search) }) as RechercheBody
}

/** In the body of the request: such a number must stay in no address. */
export const useChercherParNumero = () => useMutation({ mutationFn: (body: ParNumeroBody) => donnees(api.POST('/recherches-de-demandes', { body })) })

type FiltreBody = paths['/filtres-de-demandes']['post']['requestBody']['content']['application/json']

export const filtresQuery = queryOptions({
  queryKey: ['demandes', 'filtres'],
  queryFn: ({ signal }) => donnees(api.GET('/filtres-de-demandes', { signal })),
  staleTime: 60_000,
})

/** Every change answers with the refreshed list. */
function useFiltres<V>(mutationFn: (variables: V) => Promise<FiltreVue[]>) {
  const client = useQueryClient()
  return useMutation({ mutationFn, onSuccess: (filtres) => client.setQueryData(filtresQuery.queryKey, filtres) })
}

export const useGarderFiltre = (cle: string) =>
  useFiltres((body: FiltreBody) => donnees(api.POST('/filtres-de-demandes', { params: { header: idempotence(cle) }, body })))

export const usePartagerFiltre = () =>
  useFiltres(({ id, nom, partage }: FiltreVue) => donnees(api.PUT('/filtres-de-demandes/{filtre_id}', { params: { path: { filtre_id: id } }, body: { nom, partage: !partage } })))

export const useRetirerFiltre = () => useFiltres(({ id }: FiltreVue) => donnees(api.DELETE('/filtres-de-demandes/{filtre_id}', { params: { path: { filtre_id: id } } })))

/** What a filter keeps of the address: neither the words typed nor the page. */
export function rechercheAGarder({ apercu: _, page: _page, size: _size, q: _q, groupe: _groupe, sommaire: _sommaire, ...gardee }: DemandesSearch): FiltreBody['recherche'] {
  return gardee as FiltreBody['recherche']
}

type MessageGroupeBody = paths['/messages-groupes']['post']['requestBody']['content']['application/json']

function useTravail<V>(mutationFn: (variables: V) => Promise<TravailVue>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: (travail) => {
      client.setQueryData(travailQuery(travail.id).queryKey, travail)
      return client.invalidateQueries({ queryKey: ['travaux', 'liste'] })
    },
  })
}

export const useExporterDemandes = (cle: string) =>
  useTravail((body: ExportBody) => donnees(api.POST('/exports-de-demandes', { params: { header: idempotence(cle) }, body })))

/** The same list as the page of the grids, read apart: no feature reads another. */
export const grillesQuery = queryOptions({
  queryKey: ['grilles-de-cotation'],
  queryFn: ({ signal }) => donnees(api.GET('/grilles-de-cotation', { signal })),
})

export const useEcrireAPlusieurs = (cle: string) =>
  useTravail((body: MessageGroupeBody) => donnees(api.POST('/messages-groupes', { params: { header: idempotence(cle) }, body })))

export const useImprimerAttestations = (cle: string) =>
  useTravail((demandes: readonly string[]) => donnees(api.POST('/editions-d-attestations', { params: { header: idempotence(cle) }, body: { demandes: [...demandes] } })))

const ENTRE_DEUX_NOUVELLES = 1000

export const enRoute = (travail: TravailVue | undefined) => travail?.etat === 'a_faire' || travail?.etat === 'en_cours'

/** Asked again as long as it is under way. */
export const travailQuery = (travailId: string) =>
  queryOptions({
    queryKey: ['travaux', travailId],
    queryFn: ({ signal }) => donnees(api.GET('/travaux/{travail_id}', { params: { path: { travail_id: travailId } }, signal })),
    refetchInterval: ({ state }) => (enRoute(state.data) ? ENTRE_DEUX_NOUVELLES : false),
  })

export const travauxQuery = (page: number | undefined) =>
  queryOptions({
    queryKey: ['travaux', 'liste', page],
    queryFn: ({ signal }) => donnees(api.GET('/travaux', { params: { query: { page } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(enRoute) ? ENTRE_DEUX_NOUVELLES : false),
  })

export const travauxDesColleguesQuery = (page: number | undefined) =>
  queryOptions({
    queryKey: ['travaux', 'collegues', page],
    queryFn: ({ signal }) => donnees(api.GET('/travaux-de-mes-collegues', { params: { query: { page } }, signal })),
    placeholderData: keepPreviousData,
  })

export function useAnnulerTravail() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (travailId: string) => donnees(api.POST('/travaux/{travail_id}/annulation', { params: { path: { travail_id: travailId } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['travaux'] }),
  })
}

export function useRelancerTravail() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (travailId: string) => donnees(api.POST('/travaux/{travail_id}/relance', { params: { path: { travail_id: travailId } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['travaux'] }),
  })
}

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

export const echeancesQuery = ({ apercu: _, ...search }: EcheancesSearch) =>
  queryOptions({
    queryKey: ['demandes', 'liste', 'echeances', search],
    queryFn: ({ signal }) => donnees(api.GET('/echeances', { params: { query: { size: TAILLE, ...search } }, signal })),
    placeholderData: keepPreviousData,
  })

export const nuitsQuery = ({ apercu: _, ...search }: NuitsSearch) =>
  queryOptions({
    queryKey: ['nuits', search],
    queryFn: ({ signal }) => donnees(api.GET('/nuits', { params: { query: { size: TAILLE, ...search } }, signal })),
    placeholderData: keepPreviousData,
  })

export const exceptionsQuery = (jour: string) =>
  queryOptions({
    queryKey: ['nuits', jour, 'exceptions'],
    queryFn: ({ signal }) => donnees(api.GET('/nuits/exceptions', { params: { query: { jour, size: TAILLE } }, signal })),
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

export const useChangerLesTitulaires = () =>
  useCommande(({ demande, geste }: { demande: DemandeDetail; geste: ChangementBody }) => donnees(api.POST('/demandes/{demande_id}/personnes', { params: chemin(demande.id), body: geste })))

export const separationsQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'separations'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/separations', { params: chemin(demandeId), signal })),
  })

export const useDefaireSeparation = () =>
  useCommande(({ demande, separation, motif }: { demande: DemandeDetail; separation: SeparationVue; motif: string }) =>
    donnees(
      api.POST('/demandes/{demande_id}/separations/{separation_id}/defaite', {
        params: { path: { demande_id: demande.id, separation_id: separation.id } },
        body: { motif, accord_des_deux: true },
      }),
    ),
  )

export const declarationsQuery = ({ apercu: _, ...search }: DeclarationsSearch) =>
  queryOptions({
    queryKey: ['demandes', 'liste', 'declarations', search],
    queryFn: ({ signal }) => donnees(api.GET('/declarations', { params: { query: { size: TAILLE, ...search } }, signal })),
    placeholderData: keepPreviousData,
  })

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
