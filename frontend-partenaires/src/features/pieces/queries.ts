import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'
import type { paths } from '@/api/schema.d.ts'
import type { PieceVue } from '@/api/types.ts'

export const piecesQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'pieces'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/pieces', { params: { path: { demande_id: demandeId } }, signal })),
  })

/** Each act answers with the whole list; what it changes on the demande, cotation included, is read again. */
function usePieces<V>(demandeId: string, mutationFn: (variables: V) => Promise<PieceVue[]>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async (pieces) => {
      await client.invalidateQueries({ queryKey: ['demandes', demandeId] })
      client.setQueryData(piecesQuery(demandeId).queryKey, pieces)
    },
  })
}

type TypePiece = paths['/demandes/{demande_id}/pieces']['post']['parameters']['query']['type']

/** The file travels as it is, in the body: no form to parse, nothing kept in memory twice. */
export const useDeposerPiece = (demandeId: string) =>
  usePieces(demandeId, ({ fichier, type }: { fichier: File; type: string }) =>
    donnees(
      api.POST('/demandes/{demande_id}/pieces', {
        params: { path: { demande_id: demandeId }, query: { type: type as TypePiece, nom: fichier.name } },
        headers: { 'Content-Type': fichier.type || 'application/octet-stream' },
        body: fichier as never,
        bodySerializer: (corps: unknown) => corps as File,
      }),
    ),
  )

export const useValiderPiece = (demandeId: string) =>
  usePieces(demandeId, (pieceId: string) =>
    donnees(api.POST('/demandes/{demande_id}/pieces/{piece_id}/validation', { params: { path: { demande_id: demandeId, piece_id: pieceId } } })),
  )

export const useRefuserPiece = (demandeId: string) =>
  usePieces(demandeId, ({ pieceId, motif }: { pieceId: string; motif: string }) =>
    donnees(api.POST('/demandes/{demande_id}/pieces/{piece_id}/refus', { params: { path: { demande_id: demandeId, piece_id: pieceId } }, body: { motif } })),
  )
