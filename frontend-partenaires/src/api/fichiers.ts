import { BASE } from './client.ts'

export const urlDeLaPiece = (demandeId: string, pieceId: string) => `${BASE}/demandes/${demandeId}/pieces/${pieceId}/contenu`

export const urlDeLAttestation = (demandeId: string) => `${BASE}/demandes/${demandeId}/attestation`
