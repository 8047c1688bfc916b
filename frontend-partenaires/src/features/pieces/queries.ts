import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, donnees, idempotence } from '@/api/client.ts'
import { estPassager, Problem } from '@/api/problem.ts'
import type { paths } from '@/api/schema.d.ts'
import type { DossierDePieces, PieceVue } from '@/api/types.ts'
import { envoyer, type Voie } from '@/lib/envoi.ts'

const chemin = (demandeId: string) => ({ path: { demande_id: demandeId } })
const ANALYSE_MS = 3000

export const dossierQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'dossier-de-pieces'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/dossier-de-pieces', { params: chemin(demandeId), signal })),
    // only while something is being examined: the screen follows it to its end
    refetchInterval: ({ state }) => (state.data?.pieces.some(({ etat }) => etat === 'ANALYSE') ? ANALYSE_MS : false),
  })

/** Each act answers with the whole file of pieces; what it changes on the demande, cotation included, is read again. */
function usePieces<V>(demandeId: string, mutationFn: (variables: V) => Promise<DossierDePieces>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async (dossier) => {
      await client.invalidateQueries({ queryKey: ['demandes', demandeId] })
      client.setQueryData(dossierQuery(demandeId).queryKey, dossier)
    },
  })
}

type TypePiece = paths['/demandes/{demande_id}/pieces']['post']['parameters']['query']['type']

export interface Depot {
  fichier: File
  type: string
  personneId: string | null
  pieceId?: string | null
  morceau: number
}

export const attendreUnPeu = (essai: number) => new Promise<void>((suite) => setTimeout(suite, Math.min(30_000, 1000 * 2 ** essai)))

const PAR_MORCEAUX = 'application/offset+octet-stream'

function voie(demandeId: string, { fichier, type, personneId, pieceId }: Depot): Voie<DossierDePieces> {
  const params = (televersement_id: string) => ({ path: { demande_id: demandeId, televersement_id } })
  return {
    commencer: () =>
      donnees(
        api.POST('/demandes/{demande_id}/televersements', {
          params: { ...chemin(demandeId), header: idempotence(crypto.randomUUID()) },
          body: { type: type as TypePiece, nom: fichier.name || 'document', taille: fichier.size, personne_id: personneId, piece_id: pieceId ?? null },
        }),
      ),
    situer: async (id) => {
      const { response } = await api.HEAD('/demandes/{demande_id}/televersements/{televersement_id}', { params: params(id) })
      return Number(response.headers.get('Upload-Offset'))
    },
    poursuivre: async (id, position, morceau) => {
      const vue = await donnees(
        api.PATCH('/demandes/{demande_id}/televersements/{televersement_id}', {
          params: { ...params(id), header: { 'Upload-Offset': position } },
          headers: { 'Content-Type': PAR_MORCEAUX },
          body: morceau as never,
          bodySerializer: (corps: unknown) => corps as Blob,
        }),
      )
      return { position: vue.position, resultat: vue.dossier ?? null }
    },
  }
}

/** A short file in one go; a longer one piece by piece, with its progress. */
export function useDeposerPiece(demandeId: string) {
  const [progres, setProgres] = useState<number | null>(null)
  const depot = usePieces(demandeId, (donne: Depot) => {
    const { fichier, type, personneId, pieceId, morceau } = donne
    if (fichier.size <= morceau) {
      return donnees(
        api.POST('/demandes/{demande_id}/pieces', {
          params: {
            ...chemin(demandeId),
            query: { type: type as TypePiece, nom: fichier.name, ...(personneId && { personne_id: personneId }), ...(pieceId && { piece_id: pieceId }) },
            header: idempotence(crypto.randomUUID()),
          },
          headers: { 'Content-Type': fichier.type || 'application/octet-stream' },
          body: fichier as never,
          bodySerializer: (corps: unknown) => corps as File,
        }),
      )
    }
    return envoyer(voie(demandeId, donne), {
      fichier,
      morceau,
      estPassager: (erreur) => estPassager(erreur) || (erreur instanceof Problem && erreur.code === 'position-inattendue'),
      attendre: attendreUnPeu,
      onProgres: (recus) => setProgres(Math.round((recus / fichier.size) * 100)),
    }).finally(() => setProgres(null))
  })
  return { ...depot, progres }
}

const cheminPiece = (demandeId: string, pieceId: string) => ({ path: { demande_id: demandeId, piece_id: pieceId } })

export const useValiderPiece = (demandeId: string) =>
  usePieces(demandeId, ({ piece, expireLe }: { piece: PieceVue; expireLe: string | null }) =>
    donnees(api.POST('/demandes/{demande_id}/pieces/{piece_id}/validation', { params: cheminPiece(demandeId, piece.id), body: { version: piece.version, expire_le: expireLe } })),
  )

export const useRefuserPiece = (demandeId: string) =>
  usePieces(demandeId, ({ piece, motif, precision }: { piece: PieceVue; motif: string; precision: string }) =>
    donnees(api.POST('/demandes/{demande_id}/pieces/{piece_id}/refus', { params: cheminPiece(demandeId, piece.id), body: { version: piece.version, motif, precision } })),
  )

export const useRetirerPiece = (demandeId: string) =>
  usePieces(demandeId, (pieceId: string) => donnees(api.DELETE('/demandes/{demande_id}/pieces/{piece_id}', { params: cheminPiece(demandeId, pieceId) })))

export const useOrdonnerPages = (demandeId: string) =>
  usePieces(demandeId, ({ pieceId, feuillets }: { pieceId: string; feuillets: string[] }) =>
    donnees(api.PUT('/demandes/{demande_id}/pieces/{piece_id}/ordre', { params: cheminPiece(demandeId, pieceId), body: { feuillets } })),
  )

export const useRetirerPage = (demandeId: string) =>
  usePieces(demandeId, ({ pieceId, feuilletId }: { pieceId: string; feuilletId: string }) =>
    donnees(
      api.DELETE('/demandes/{demande_id}/pieces/{piece_id}/feuillets/{feuillet_id}', {
        params: { path: { demande_id: demandeId, piece_id: pieceId, feuillet_id: feuilletId } },
      }),
    ),
  )
