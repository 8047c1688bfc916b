import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, donnees, idempotence } from '@/api/client.ts'
import { estPassager } from '@/api/problem.ts'
import type { ImportVue, Source } from '@/api/types.ts'
import { envoyer, type Voie } from '@/lib/envoi.ts'
import { enRoute } from './etats.ts'

const SUIVI_MS = 1500
const MORCEAU = 1024 * 1024
const chemin = (importId: string) => ({ path: { import_id: importId } })

export const importsQuery = (page: number) =>
  queryOptions({
    queryKey: ['imports', 'liste', page],
    queryFn: ({ signal }) => donnees(api.GET('/imports', { params: { query: { page } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(enRoute) ? SUIVI_MS : false),
  })

export const importQuery = (importId: string) =>
  queryOptions({
    queryKey: ['imports', importId],
    queryFn: ({ signal }) => donnees(api.GET('/imports/{import_id}', { params: chemin(importId), signal })),
    refetchInterval: ({ state }) => (enRoute(state.data) ? SUIVI_MS : false),
  })

/** Read again at each step: the report grows with the check, and with what the application sets aside. */
export const anomaliesQuery = (importId: string, etat: ImportVue['etat'], page: number) =>
  queryOptions({
    queryKey: ['imports', importId, 'anomalies', etat, page],
    queryFn: ({ signal }) => donnees(api.GET('/imports/{import_id}/anomalies', { params: { ...chemin(importId), query: { page } }, signal })),
    placeholderData: keepPreviousData,
  })

export const dictionnaireQuery = queryOptions({
  queryKey: ['imports', 'dictionnaire'],
  queryFn: ({ signal }) => donnees(api.GET('/imports/dictionnaire', { signal })),
  staleTime: 60 * 60_000,
})

export interface Depot {
  fichier: File
  format: ImportVue['format']
}

const attendreUnPeu = (essai: number) => new Promise<void>((suite) => setTimeout(suite, Math.min(30_000, 1000 * 2 ** essai)))

function voie({ fichier, format }: Depot): Voie<ImportVue> {
  return {
    commencer: () => donnees(api.POST('/imports', { params: { header: idempotence(crypto.randomUUID()) }, body: { nom: fichier.name, format, taille: fichier.size } })),
    situer: async (id) => (await donnees(api.GET('/imports/{import_id}', { params: chemin(id) }))).position,
    poursuivre: async (id, position, morceau) => {
      const vue = await donnees(
        api.PATCH('/imports/{import_id}/contenu', {
          params: { ...chemin(id), header: { 'Upload-Offset': position } },
          headers: { 'Content-Type': 'application/offset+octet-stream' },
          body: morceau as never,
          bodySerializer: (corps: unknown) => corps as Blob,
        }),
      )
      return { position: vue.position, resultat: vue.etat === 'RECEPTION' ? null : vue }
    },
  }
}

/** Piece by piece, with its progress: a cut costs one piece. */
export function useDeposerFichier() {
  const client = useQueryClient()
  const [progres, setProgres] = useState<number | null>(null)
  const depot = useMutation({
    mutationFn: (donne: Depot) =>
      envoyer(voie(donne), {
        fichier: donne.fichier,
        morceau: MORCEAU,
        estPassager,
        attendre: attendreUnPeu,
        onProgres: (recus) => setProgres(Math.floor((100 * recus) / Math.max(1, donne.fichier.size))),
      }),
    onSettled: async () => {
      setProgres(null)
      await client.invalidateQueries({ queryKey: ['imports', 'liste'] })
    },
  })
  return { ...depot, progres }
}

function useGeste<V>(mutationFn: (variables: V) => Promise<ImportVue>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async (depose) => {
      client.setQueryData(importQuery(depose.id).queryKey, depose)
      await client.invalidateQueries({ queryKey: ['imports', 'liste'] })
    },
  })
}

export interface Ordre {
  depose: ImportVue
  source: Source
  accord_le: string | null
}

export const useAppliquerImport = () =>
  useGeste(({ depose: { id, version }, ...dite }: Ordre) => donnees(api.POST('/imports/{import_id}/application', { params: chemin(id), body: { version, ...dite } })))

export const useAnnulerImport = () => useGeste(({ id }: ImportVue) => donnees(api.POST('/imports/{import_id}/annulation', { params: chemin(id) })))
