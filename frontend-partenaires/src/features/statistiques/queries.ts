import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'
import type { paths } from '@/api/schema.d.ts'
import { TAILLE } from '@/lib/list-params.ts'
import type { AttributionsSearch, CroisementsSearch, QuotasSearch, RapportSearch } from './search-params.ts'

type FiltreRepartition = NonNullable<paths['/statistiques-de-cotation/repartition']['get']['parameters']['query']>
type FiltreCriteres = NonNullable<paths['/statistiques-de-cotation/criteres']['get']['parameters']['query']>
type FiltreTension = NonNullable<paths['/statistiques-de-cotation/tension']['get']['parameters']['query']>
type FiltreAttributions = NonNullable<paths['/statistiques-de-cotation/attributions']['get']['parameters']['query']>

export const activiteQuery = queryOptions({
  queryKey: ['rapport-d-activite'],
  queryFn: ({ signal }) => donnees(api.GET('/indicateurs-d-activite', { signal })),
})

/** The year of the address, or the last twelve months; a past year counts to its end. */
const partDesQuotas = ({ annee, epci, bailleur, reservataire }: QuotasSearch) => ({
  du: annee ? `${annee}-01-01` : undefined,
  au: annee ? `${annee}-12-31` : undefined,
  epci,
  bailleur_id: bailleur,
  reservataire_id: reservataire,
})

export const quotasQuery = (search: QuotasSearch) =>
  queryOptions({
    queryKey: ['quotas-d-attribution', search],
    queryFn: ({ signal }) => donnees(api.GET('/quotas-d-attribution', { params: { query: partDesQuotas(search) }, signal })),
    placeholderData: keepPreviousData,
  })

export const attributionsCompteesQuery = ({ quota, compte, page, size, ...search }: AttributionsSearch) =>
  queryOptions({
    queryKey: ['attributions-comptees', { quota, compte, page, size, ...search }],
    queryFn: ({ signal }) => donnees(api.GET('/attributions-comptees', { params: { query: { ...partDesQuotas(search), quota, compte, page, size: size ?? TAILLE } }, signal })),
    placeholderData: keepPreviousData,
  })

/** Two different dimensions, whatever the address says. */
export function questionDe({ lignes = 'typologie', colonnes = 'composition', valeur = 'demandes', epci }: CroisementsSearch) {
  const autres = lignes === colonnes ? (lignes === 'typologie' ? 'composition' : 'typologie') : colonnes
  return { lignes, colonnes: autres, mesure: valeur, ...(epci && { epci }) } as const
}

export const tableauQuery = (search: CroisementsSearch) =>
  queryOptions({
    queryKey: ['tableaux-croises', questionDe(search)],
    queryFn: ({ signal }) => donnees(api.GET('/tableaux-croises', { params: { query: questionDe(search) }, signal })),
    placeholderData: keepPreviousData,
  })

export const rapportPrefectoralQuery = ({ mois }: RapportSearch) =>
  queryOptions({
    queryKey: ['rapport-prefectoral', mois],
    queryFn: ({ signal }) => donnees(api.GET('/rapports-prefectoraux', { params: { query: { mois } }, signal })),
    placeholderData: keepPreviousData,
  })

export const territoiresQuery = queryOptions({
  queryKey: ['epcis'],
  queryFn: ({ signal }) => donnees(api.GET('/epcis', { signal })),
  staleTime: Infinity,
})

export const grillesMesureesQuery = queryOptions({
  queryKey: ['statistiques-de-cotation', 'grilles'],
  queryFn: ({ signal }) => donnees(api.GET('/statistiques-de-cotation/grilles', { signal })),
})

export const repartitionQuery = (filtre: FiltreRepartition) =>
  queryOptions({
    queryKey: ['statistiques-de-cotation', 'repartition', filtre],
    queryFn: ({ signal }) => donnees(api.GET('/statistiques-de-cotation/repartition', { params: { query: filtre }, signal })),
    placeholderData: keepPreviousData,
  })

export const criteresQuery = (filtre: FiltreCriteres) =>
  queryOptions({
    queryKey: ['statistiques-de-cotation', 'criteres', filtre],
    queryFn: ({ signal }) => donnees(api.GET('/statistiques-de-cotation/criteres', { params: { query: filtre }, signal })),
    placeholderData: keepPreviousData,
  })

export const tensionQuery = (filtre: FiltreTension) =>
  queryOptions({
    queryKey: ['statistiques-de-cotation', 'tension', filtre],
    queryFn: ({ signal }) => donnees(api.GET('/statistiques-de-cotation/tension', { params: { query: filtre }, signal })),
    placeholderData: keepPreviousData,
  })

export const attributionsQuery = (filtre: FiltreAttributions) =>
  queryOptions({
    queryKey: ['statistiques-de-cotation', 'attributions', filtre],
    queryFn: ({ signal }) => donnees(api.GET('/statistiques-de-cotation/attributions', { params: { query: filtre }, signal })),
    placeholderData: keepPreviousData,
  })

export type { FiltreAttributions, FiltreTension }
export type FiltreDuStock = FiltreCriteres

export const organismesQuery = queryOptions({
  queryKey: ['organismes', 'statistiques'],
  queryFn: ({ signal }) => donnees(api.GET('/organismes', { params: { query: { size: 100 } }, signal })),
  staleTime: 5 * 60_000,
})
