import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import type { paths } from '@/api/schema.d.ts'
import type { FiltreVue } from '@/api/types.ts'
import { TAILLE } from '@/lib/list-params.ts'
import { SANS_VALEUR, type DemandesSearch, type DeclarationsSearch, type EcheancesSearch, type NuitsSearch } from '../search-params.ts'

type Criteres = paths['/demandes']['get']['parameters']['query']
type CriteresDeRupture = paths['/ruptures-de-demandes']['get']['parameters']['query']
export type ExportBody = paths['/exports-de-demandes']['post']['requestBody']['content']['application/json']
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

export const declarationsQuery = ({ apercu: _, ...search }: DeclarationsSearch) =>
  queryOptions({
    queryKey: ['demandes', 'liste', 'declarations', search],
    queryFn: ({ signal }) => donnees(api.GET('/declarations', { params: { query: { size: TAILLE, ...search } }, signal })),
    placeholderData: keepPreviousData,
  })
