import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import type { AvenantBody, ConventionBody, ConventionDetail } from '@/api/types.ts'

export const suiviQuery = (annee: number) =>
  queryOptions({
    queryKey: ['conventions', 'suivi', annee],
    queryFn: ({ signal }) => donnees(api.GET('/conventions-de-flux/suivi', { params: { query: { annee } }, signal })),
    placeholderData: keepPreviousData,
  })

const chemin = (conventionId: string) => ({ path: { convention_id: conventionId } })

export const conventionQuery = (conventionId: string) =>
  queryOptions({
    queryKey: ['conventions', conventionId],
    queryFn: ({ signal }) => donnees(api.GET('/conventions-de-flux/{convention_id}', { params: chemin(conventionId), signal })),
  })

export const imputationsQuery = (conventionId: string, page: number) =>
  queryOptions({
    queryKey: ['conventions', conventionId, 'imputations', page],
    queryFn: ({ signal }) => donnees(api.GET('/conventions-de-flux/{convention_id}/imputations', { params: { ...chemin(conventionId), query: { page } }, signal })),
    placeholderData: keepPreviousData,
  })

export const historiqueConventionQuery = (conventionId: string, page: number) =>
  queryOptions({
    queryKey: ['conventions', conventionId, 'historique', page],
    queryFn: ({ signal }) => donnees(api.GET('/conventions-de-flux/{convention_id}/historique', { params: { ...chemin(conventionId), query: { page } }, signal })),
    placeholderData: keepPreviousData,
  })

/** A convention has one bailleur and one réservataire: the whole directory of the département, a few dozen lines. */
export const organismesQuery = queryOptions({
  queryKey: ['organismes', 'tous'],
  queryFn: ({ signal }) => donnees(api.GET('/organismes', { params: { query: { size: 100 } }, signal })),
})

function useConvention<V>(mutationFn: (variables: V) => Promise<ConventionDetail>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async (convention) => {
      await client.invalidateQueries({ queryKey: ['conventions'] })
      client.setQueryData(conventionQuery(convention.id).queryKey, convention)
    },
  })
}

export const useCreerConvention = (cle: string) =>
  useConvention((body: ConventionBody) => donnees(api.POST('/conventions-de-flux', { params: { header: idempotence(cle) }, body })))

export const useAvenant = () =>
  useConvention(({ convention, saisie }: { convention: ConventionDetail; saisie: Omit<AvenantBody, 'version'> }) =>
    donnees(api.POST('/conventions-de-flux/{convention_id}/avenant', { params: chemin(convention.id), body: { version: convention.version, ...saisie } })),
  )

export const useResilier = () =>
  useConvention(({ convention, motif }: { convention: ConventionDetail; motif: string }) =>
    donnees(api.POST('/conventions-de-flux/{convention_id}/resiliation', { params: chemin(convention.id), body: { version: convention.version, motif } })),
  )
