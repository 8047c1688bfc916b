import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { BASE, client, donnees } from './client.ts'
import { lues } from './lecture.ts'
import type { TypePiece } from './types.ts'

export const mesPiecesQuery = queryOptions({
  queryKey: ['mes-pieces'],
  queryFn: () => lues(client.GET('/mes-pieces')),
})

export const adresseDePiece = (id: string) => `${BASE}/mes-pieces/${id}/contenu`
export const ADRESSE_ATTESTATION = `${BASE}/mon-attestation`

function useRafraichir() {
  const queries = useQueryClient()
  return () =>
    Promise.all(['mes-pieces', 'ma-demande', 'mon-espace'].map((cle) => queries.invalidateQueries({ queryKey: [cle] })))
}

export function useDeposerPiece() {
  return useMutation({
    mutationFn: ({ type, fichier, cle }: { type: TypePiece; fichier: File; cle: string }) =>
      donnees(
        client.POST('/mes-pieces', {
          params: { query: { type, nom: fichier.name }, header: { 'Idempotency-Key': cle } },
          body: fichier,
          bodySerializer: () => fichier,
          headers: { 'Content-Type': fichier.type || 'application/octet-stream' },
        }),
      ),
    onSuccess: useRafraichir(),
  })
}

export function useSupprimerPiece() {
  return useMutation({
    mutationFn: (id: string) => donnees(client.DELETE('/mes-pieces/{piece_id}', { params: { path: { piece_id: id } } })),
    onSuccess: useRafraichir(),
  })
}
