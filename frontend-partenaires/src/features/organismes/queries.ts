import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import type { components } from '@/api/schema.d.ts'
import { sessionQuery } from '@/api/session.ts'
import type { AccordBody, AgenceBody, AgenceVue, ClientTiersBody, ClientTiersVue, CompteBody, CompteModificationBody, DelegationBody, EnregistrementVue, OrganismeBody, OrganismeModificationBody, OrganismeVue, PerimetreBody } from '@/api/types.ts'
import { TAILLE } from '@/lib/list-params.ts'
import type { ComptesSearch, OrganismesSearch } from './search-params.ts'

export const organismesQuery = (search: OrganismesSearch) =>
  queryOptions({
    queryKey: ['organismes', 'liste', search],
    queryFn: ({ signal }) => donnees(api.GET('/organismes', { params: { query: { size: TAILLE, ...search } }, signal })),
    placeholderData: keepPreviousData,
  })

export const organismeQuery = (organismeId: string) =>
  queryOptions({
    queryKey: ['organismes', organismeId],
    queryFn: ({ signal }) => donnees(api.GET('/organismes/{organisme_id}', { params: { path: { organisme_id: organismeId } }, signal })),
  })

export const agencesQuery = (organismeId: string) =>
  queryOptions({
    queryKey: ['organismes', organismeId, 'agences'],
    queryFn: ({ signal }) => donnees(api.GET('/organismes/{organisme_id}/agences', { params: { path: { organisme_id: organismeId } }, signal })),
  })

export const enregistrementQuery = (organismeId: string) =>
  queryOptions({
    queryKey: ['organismes', organismeId, 'enregistrement'],
    queryFn: ({ signal }) => donnees(api.GET('/organismes/{organisme_id}/enregistrement', { params: { path: { organisme_id: organismeId } }, signal })),
  })

/** A few dozen lines: the whole directory of the département. */
export const annuaireQuery = queryOptions({
  queryKey: ['organismes', 'tous'],
  queryFn: ({ signal }) => donnees(api.GET('/organismes', { params: { query: { size: 100 } }, signal })),
})

export const historiqueOrganismeQuery = (organismeId: string, page: number) =>
  queryOptions({
    queryKey: ['organismes', organismeId, 'historique', page],
    queryFn: ({ signal }) => donnees(api.GET('/organismes/{organisme_id}/historique', { params: { path: { organisme_id: organismeId }, query: { page } }, signal })),
    placeholderData: keepPreviousData,
  })

export const comptesQuery = (search: ComptesSearch & { organisme_id?: string }) =>
  queryOptions({
    queryKey: ['comptes', search],
    queryFn: ({ signal }) => donnees(api.GET('/comptes', { params: { query: { size: TAILLE, ...search } }, signal })),
    placeholderData: keepPreviousData,
  })

export const historiqueCompteQuery = (compteId: string, page: number) =>
  queryOptions({
    queryKey: ['comptes', compteId, 'historique', page],
    queryFn: ({ signal }) => donnees(api.GET('/comptes/{compte_id}/historique', { params: { path: { compte_id: compteId }, query: { page } }, signal })),
    placeholderData: keepPreviousData,
  })

export const profilsQuery = queryOptions({ queryKey: ['profils'], queryFn: ({ signal }) => donnees(api.GET('/profils', { signal })), staleTime: 5 * 60_000 })

export const clientsQuery = queryOptions({ queryKey: ['clients-tiers'], queryFn: ({ signal }) => donnees(api.GET('/clients-tiers', { signal })) })

export const actualitesQuery = queryOptions({ queryKey: ['actualites'], queryFn: ({ signal }) => donnees(api.GET('/actualites', { signal })) })

function useEcriture<V, R>(cle: readonly string[], mutationFn: (variables: V) => Promise<R>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: cle })
      await client.invalidateQueries({ queryKey: ['accueil'] })
    },
  })
}

export const useCreerOrganisme = () =>
  useEcriture(['organismes'], (body: OrganismeBody) => donnees(api.POST('/organismes', { body })))

export const useModifierOrganisme = () =>
  useEcriture(['organismes'], ({ id, saisie }: { id: string; saisie: OrganismeModificationBody }) =>
    donnees(api.PATCH('/organismes/{organisme_id}', { params: { path: { organisme_id: id } }, body: saisie })),
  )

const fiche = (id: string) => ({ params: { path: { organisme_id: id } } })

/** The session shows the logo in the bar of every screen. */
function useFiche<V>(id: string, mutationFn: (variables: V) => Promise<OrganismeVue>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: (vue) => {
      client.setQueryData(organismeQuery(id).queryKey, vue)
      return Promise.all([client.invalidateQueries({ queryKey: ['organismes'] }), client.invalidateQueries({ queryKey: sessionQuery.queryKey })])
    },
  })
}

export const useDelimiter = (id: string) => useFiche(id, (body: PerimetreBody) => donnees(api.PUT('/organismes/{organisme_id}/perimetre', { ...fiche(id), body })))

export const useDeposerLogo = (id: string) =>
  useFiche(id, (image: File) =>
    donnees(
      api.PUT('/organismes/{organisme_id}/logo', {
        ...fiche(id),
        headers: { 'Content-Type': image.type || 'application/octet-stream' },
        body: image as never,
        bodySerializer: (corps: unknown) => corps as File,
      }),
    ),
  )

export const useRetirerLogo = (id: string) => useFiche(id, () => donnees(api.DELETE('/organismes/{organisme_id}/logo', fiche(id))))

/** It binds two organismes: both cards are read again. */
function useEnregistrement<V>(mutationFn: (variables: V) => Promise<EnregistrementVue>) {
  const client = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: ['organismes'] }) })
}

export const useDonnerDelegation = (id: string, cle: string) =>
  useEnregistrement((body: DelegationBody) =>
    donnees(api.POST('/organismes/{organisme_id}/delegations', { params: { path: { organisme_id: id }, header: idempotence(cle) }, body })),
  )

export const useConclureAccord = (id: string, cle: string) =>
  useEnregistrement((body: AccordBody) =>
    donnees(api.POST('/organismes/{organisme_id}/accords-d-enregistrement', { params: { path: { organisme_id: id }, header: idempotence(cle) }, body })),
  )

interface Fin {
  organismeId: string
  id: string
  version: number
  au: string
}

export const useTerminerDelegation = () =>
  useEnregistrement(({ organismeId, id, ...body }: Fin) =>
    donnees(api.POST('/organismes/{organisme_id}/delegations/{delegation_id}/fin', { params: { path: { organisme_id: organismeId, delegation_id: id } }, body })),
  )

export const useTerminerAccord = () =>
  useEnregistrement(({ organismeId, id, ...body }: Fin) =>
    donnees(api.POST('/organismes/{organisme_id}/accords-d-enregistrement/{accord_id}/fin', { params: { path: { organisme_id: organismeId, accord_id: id } }, body })),
  )

export const useCreerAgence = (organismeId: string) =>
  useEcriture(['organismes', organismeId], (body: AgenceBody) =>
    donnees(api.POST('/organismes/{organisme_id}/agences', { params: { path: { organisme_id: organismeId } }, body })),
  )

type AgenceModifiee = Omit<components['schemas']['AgenceModificationBody'], 'version'>

export const useModifierAgence = (organismeId: string) =>
  useEcriture(['organismes', organismeId], ({ agence, champs }: { agence: AgenceVue; champs: AgenceModifiee }) =>
    donnees(
      api.PATCH('/organismes/{organisme_id}/agences/{agence_id}', {
        params: { path: { organisme_id: organismeId, agence_id: agence.id } },
        body: { version: agence.version, ...champs },
      }),
    ),
  )

export const useCreerCompte = (cle: string) => useEcriture(['comptes'], (body: CompteBody) => donnees(api.POST('/comptes', { params: { header: idempotence(cle) }, body })))

export const useModifierCompte = () =>
  useEcriture(['comptes'], ({ id, saisie }: { id: string; saisie: CompteModificationBody }) =>
    donnees(api.PATCH('/comptes/{compte_id}', { params: { path: { compte_id: id } }, body: saisie })),
  )

const compte = (id: string) => ({ params: { path: { compte_id: id } } })

export const useDesactiver = () => useEcriture(['comptes'], (id: string) => donnees(api.POST('/comptes/{compte_id}/desactivation', compte(id))))
export const useReactiver = () => useEcriture(['comptes'], (id: string) => donnees(api.POST('/comptes/{compte_id}/reactivation', compte(id))))
export const useRetirerSecondCode = () => useEcriture(['comptes'], (id: string) => donnees(api.DELETE('/comptes/{compte_id}/totp', compte(id))))
export const useRenvoyerActivation = () => useEcriture(['comptes'], (id: string) => donnees(api.POST('/comptes/{compte_id}/activation', compte(id))))

const client = ({ id, version }: ClientTiersVue) => ({ params: { path: { client_id: id } }, body: { version } })

export const useCreerClient = () => useEcriture(['clients-tiers'], (body: ClientTiersBody) => donnees(api.POST('/clients-tiers', { body })))
export const useTournerSecret = () => useEcriture(['clients-tiers'], (acces: ClientTiersVue) => donnees(api.POST('/clients-tiers/{client_id}/rotation', client(acces))))
export const useRevoquer = () => useEcriture(['clients-tiers'], (acces: ClientTiersVue) => donnees(api.POST('/clients-tiers/{client_id}/revocation', client(acces))))

export const useCreerActualite = () => useEcriture(['actualites'], (body: components['schemas']['ActualiteBody']) => donnees(api.POST('/actualites', { body })))

export const useRetirerActualite = () =>
  useEcriture(['actualites'], (id: string) => donnees(api.DELETE('/actualites/{actualite_id}', { params: { path: { actualite_id: id } } })))
