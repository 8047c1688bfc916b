import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'

export const piecesQuery = (demandeId: string) =>
  queryOptions({
    queryKey: ['demandes', demandeId, 'pieces'],
    queryFn: ({ signal }) => donnees(api.GET('/demandes/{demande_id}/pieces', { params: { path: { demande_id: demandeId } }, signal })),
  })

function usePiece<V>(demandeId: string, mutationFn: (variables: V) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: ['demandes', demandeId] }) })
}

/** The file travels as it is, in the body: no form to parse, nothing kept in memory twice. */
export const useDeposerPiece = (demandeId: string) =>
  usePiece(demandeId, ({ fichier, type }: { fichier: File; type: string }) =>
    donnees(
      api.POST('/demandes/{demande_id}/pieces', {
        params: { path: { demande_id: demandeId }, query: { type, nom: fichier.name } },
        headers: { 'Content-Type': fichier.type || 'application/octet-stream' },
        body: fichier as never,
        bodySerializer: (corps: unknown) => corps as File,
      }),
    ),
  )

export const useValiderPiece = (demandeId: string) =>
  usePiece(demandeId, (pieceId: string) =>
    donnees(api.POST('/demandes/{demande_id}/pieces/{piece_id}/validation', { params: { path: { demande_id: demandeId, piece_id: pieceId } } })),
  )

export const useRefuserPiece = (demandeId: string) =>
  usePiece(demandeId, ({ pieceId, motif }: { pieceId: string; motif: string }) =>
    donnees(api.POST('/demandes/{demande_id}/pieces/{piece_id}/refus', { params: { path: { demande_id: demandeId, piece_id: pieceId } }, body: { motif } })),
  )
