import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import type { components, paths } from '@/api/schema.d.ts'
import type { BienBody, BienDetail, BienModificationBody } from '@/api/types.ts'
import { TAILLE } from '@/lib/list-params.ts'
import type { BiensSearch } from './search-params.ts'

type Criteres = paths['/biens']['get']['parameters']['query']
export type MiseEnLocation = Omit<components['schemas']['MiseEnLocationBody'], 'version'>
export type MotifRetrait = components['schemas']['MotifRetrait']

export const biensQuery = ({ apercu: _, ...search }: BiensSearch) =>
  queryOptions({
    queryKey: ['biens', 'liste', search],
    // an address may hold a code that no longer exists: the server says so
    queryFn: ({ signal }) => donnees(api.GET('/biens', { params: { query: { size: TAILLE, ...search } as Criteres }, signal })),
    placeholderData: keepPreviousData,
  })

const chemin = (bienId: string) => ({ path: { bien_id: bienId } })

export const bienQuery = (bienId: string) =>
  queryOptions({
    queryKey: ['biens', bienId],
    queryFn: ({ signal }) => donnees(api.GET('/biens/{bien_id}', { params: chemin(bienId), signal })),
  })

export const historiqueBienQuery = (bienId: string, page: number) =>
  queryOptions({
    queryKey: ['biens', bienId, 'historique', page],
    queryFn: ({ signal }) => donnees(api.GET('/biens/{bien_id}/historique', { params: { ...chemin(bienId), query: { page } }, signal })),
    placeholderData: keepPreviousData,
  })

export const residencesQuery = (q: string) =>
  queryOptions({
    queryKey: ['residences', q],
    queryFn: ({ signal }) => donnees(api.GET('/residences', { params: { query: { ...(q && { q }), size: 20 } }, signal })),
    placeholderData: keepPreviousData,
  })

type ResidenceBody = components['schemas']['ResidenceBody']

export function useCreerResidence(cle: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: ResidenceBody) => donnees(api.POST('/residences', { params: { header: idempotence(cle) }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['residences'] }),
  })
}

export const collegues = (organismeId: string) =>
  queryOptions({
    queryKey: ['comptes', { organisme_id: organismeId, size: 100 }],
    queryFn: ({ signal }) => donnees(api.GET('/comptes', { params: { query: { organisme_id: organismeId, size: 100 } }, signal })),
  })

/** Les réservataires avec qui le bailleur a une convention en cours. */
export const suiviQuery = (annee: number) =>
  queryOptions({
    queryKey: ['conventions', 'suivi', annee],
    queryFn: ({ signal }) => donnees(api.GET('/conventions-de-flux/suivi', { params: { query: { annee } }, signal })),
  })

function useEnregistrer<V>(mutationFn: (variables: V) => Promise<BienDetail>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async (bien) => {
      client.setQueryData(bienQuery(bien.id).queryKey, bien)
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'biens' && (queryKey[1] === 'liste' || queryKey.length > 2) })
      await client.invalidateQueries({ queryKey: ['conventions'] })
      await client.invalidateQueries({ queryKey: ['propositions'] })
      await client.invalidateQueries({ queryKey: ['accueil'] })
    },
  })
}

export const useCreerBien = (cle: string) => useEnregistrer((body: BienBody) => donnees(api.POST('/biens', { params: { header: idempotence(cle) }, body })))

export const useModifierBien = () =>
  useEnregistrer(({ bien, saisie }: { bien: BienDetail; saisie: Omit<BienModificationBody, 'version'> }) =>
    donnees(api.PATCH('/biens/{bien_id}', { params: chemin(bien.id), body: { version: bien.version, ...saisie } })),
  )

export const useRelouerBien = () =>
  useEnregistrer(({ bien, conditions }: { bien: BienDetail; conditions: MiseEnLocation }) =>
    donnees(api.POST('/biens/{bien_id}/mises-en-location', { params: chemin(bien.id), body: { version: bien.version, ...conditions } })),
  )

export const useLibererBien = () =>
  useEnregistrer(({ bien, libere_le }: { bien: BienDetail; libere_le: string }) =>
    donnees(api.POST('/biens/{bien_id}/liberation', { params: chemin(bien.id), body: { version: bien.version, libere_le } })),
  )

export const useRetirerBien = () =>
  useEnregistrer(({ bien, motif, precision }: { bien: BienDetail; motif: MotifRetrait; precision: string }) =>
    donnees(api.POST('/biens/{bien_id}/retrait', { params: chemin(bien.id), body: { version: bien.version, motif, precision } })),
  )
