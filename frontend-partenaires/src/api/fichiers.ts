import { BASE } from './client.ts'

export const urlDeLaPiece = (demandeId: string, pieceId: string) => `${BASE}/demandes/${demandeId}/pieces/${pieceId}/contenu`

export const urlDeLaPage = (demandeId: string, pieceId: string, page: number) => `${BASE}/demandes/${demandeId}/pieces/${pieceId}/pages/${page}`

/** L’image de chaque page, dans l’ordre de lecture ; aucune tant que la pièce est en analyse. */
export const urlsDesPages = (demandeId: string, { id, pages, etat }: { id: string; pages: number; etat: string }) =>
  etat === 'ANALYSE' ? [] : Array.from({ length: pages }, (_, rang) => urlDeLaPage(demandeId, id, rang + 1))

export const urlDeLAttestation = (demandeId: string) => `${BASE}/demandes/${demandeId}/attestation`

export const urlDeLExplication = (demandeId: string) => `${BASE}/demandes/${demandeId}/cotations/explication`

export const urlDuRapport = (simulationId: string) => `${BASE}/simulations-de-grilles/${simulationId}/rapport`

export const urlDesRejets = (importId: string) => `${BASE}/imports/${importId}/rejets`

export const urlDuTravail = (travailId: string) => `${BASE}/travaux/${travailId}/contenu`

export const urlDesLettres = (lotId: string) => `${BASE}/lots-de-courriers/${lotId}/document`

export const urlDesAdresses = (lotId: string) => `${BASE}/lots-de-courriers/${lotId}/adresses`

export const urlDuRapportPrefectoral = (question: { mois: string; format: string }) => `${BASE}/rapports-prefectoraux/fichier?${new URLSearchParams(question)}`
export const urlDuTableau = (question: Record<string, string>) => `${BASE}/tableaux-croises/fichier?${new URLSearchParams(question)}`
