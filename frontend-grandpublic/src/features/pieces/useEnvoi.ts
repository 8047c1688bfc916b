import { useState } from 'react'
import { useEnvoyerPiece, type Envoi } from '../../api/mes-pieces.ts'
import type { DossierDePieces, Piece } from '../../api/types.ts'

export interface Destination {
  type: Envoi['type']
  personneId: string | null
  /** Le document auquel ajouter des pages ; sans lui, le premier fichier en fait un nouveau. */
  pieceId: string | null
}

export type Etape =
  | { genre: 'repos' }
  | { genre: 'envoi'; nom: string; pourcent: number; coupe: boolean }
  | { genre: 'fini'; nom: string; enAnalyse: boolean }
  | { genre: 'erreur'; erreur: unknown; reprendre: () => void }

/** Les fichiers partent l’un après l’autre, dans l’ordre choisi ; ce qui n’est pas parti se reprend d’un geste. */
export function useEnvoi(morceau: number) {
  const [etape, passer] = useState<Etape>({ genre: 'repos' })
  const { mutateAsync } = useEnvoyerPiece()

  async function envoyer(fichiers: readonly File[], vers: Destination): Promise<void> {
    let restants = fichiers
    let pieceId = vers.pieceId
    let dernier: Piece | undefined
    try {
      for (const fichier of fichiers) {
        const dire = (plus: { pourcent?: number; coupe?: boolean }) =>
          passer((avant) => ({ pourcent: 0, coupe: false, ...(avant.genre === 'envoi' && avant.nom === fichier.name ? avant : {}), ...plus, genre: 'envoi', nom: fichier.name }))
        dire({})
        const dossier = await mutateAsync({
          ...vers,
          pieceId,
          fichier,
          morceau,
          onProgres: (pourcent) => dire({ pourcent }),
          onCoupure: (coupe) => dire({ coupe }),
        })
        dernier = pieceDe(dossier, pieceId, vers)
        pieceId = dernier?.id ?? pieceId
        restants = restants.slice(1)
      }
      passer({ genre: 'fini', nom: fichiers.at(-1)?.name ?? '', enAnalyse: dernier?.etat === 'ANALYSE' })
    } catch (erreur) {
      passer({ genre: 'erreur', erreur, reprendre: () => void envoyer(restants, { ...vers, pieceId }) })
    }
  }

  return { etape, envoyer, oublier: () => passer({ genre: 'repos' }) }
}

/** La pièce complétée, ou celle qui vient de naître. */
function pieceDe({ pieces }: DossierDePieces, pieceId: string | null, { type }: Destination): Piece | undefined {
  if (pieceId) return pieces.find(({ id }) => id === pieceId)
  return pieces.filter((piece) => piece.type === type).toSorted((a, b) => a.deposee_le.localeCompare(b.deposee_le)).at(-1)
}
