import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { envoyer, type Voie } from '../lib/envoi.ts'
import { ecrireLocal, effacerLocal, lireLocal } from '../lib/stockage.ts'
import { enFrancais } from '../lib/typographie.ts'
import { BASE, client, donnees } from './client.ts'
import { lues } from './lecture.ts'
import { estPassager, Problem } from './problem.ts'
import type { DossierDePieces, TypePiece } from './types.ts'

const ANALYSE_MS = 3000

export const mesPiecesQuery = queryOptions({
  queryKey: ['mes-pieces'],
  queryFn: () => lues(client.GET('/mon-dossier-de-pieces')),
  // seulement tant qu’un document est examiné : l’écran suit l’examen jusqu’au bout
  refetchInterval: ({ state }) => (state.data?.pieces.some(({ etat }) => etat === 'ANALYSE') ? ANALYSE_MS : false),
})

export const adresseDePiece = (id: string) => `${BASE}/mes-pieces/${id}/contenu`
export const adresseDePage = (id: string, page: number) => `${BASE}/mes-pieces/${id}/pages/${page}`
export const ADRESSE_ATTESTATION = `${BASE}/mon-attestation`

/** Chaque acte répond par tous les documents : ils se montrent aussitôt, et ce qui en dépend est relu. */
function useActe<V>(mutationFn: (variables: V) => Promise<DossierDePieces>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: (dossier) => {
      queries.setQueryData(mesPiecesQuery.queryKey, enFrancais(dossier))
      return Promise.all(['ma-demande', 'mon-espace'].map((cle) => queries.invalidateQueries({ queryKey: [cle] })))
    },
  })
}

export interface Envoi {
  fichier: File
  type: TypePiece
  personneId: string | null
  pieceId: string | null
  morceau: number
  onProgres: (pourcent: number) => void
  onCoupure: (coupe: boolean) => void
}

const MEMOIRE = 'fdls-envoi:'
const ATTENTE_MAX = 30_000

/** Un fichier se reconnaît d’une page à l’autre à ce que le navigateur en dit : choisi de nouveau, son envoi reprend. */
const cleDe = ({ fichier, type, personneId, pieceId }: Envoi) =>
  `${MEMOIRE}${[type, personneId ?? '', pieceId ?? '', fichier.name, fichier.size, fichier.lastModified].join('|')}`

/** Le retour du réseau n’attend pas la fin du délai. */
const attendre = (essai: number) =>
  new Promise<void>((suite) => {
    const fin = () => {
      clearTimeout(delai)
      removeEventListener('online', fin)
      suite()
    }
    const delai = setTimeout(fin, Math.min(ATTENTE_MAX, 1000 * 2 ** essai))
    addEventListener('online', fin)
  })

function voie({ fichier, type, personneId, pieceId }: Envoi): Voie<DossierDePieces> {
  const params = (televersement_id: string) => ({ path: { televersement_id } })
  return {
    commencer: () =>
      donnees(
        client.POST('/mes-televersements', {
          body: { type, nom: fichier.name || 'document', taille: fichier.size, personne_id: personneId, piece_id: pieceId },
        }),
      ),
    situer: async (id) => {
      const { response } = await client.HEAD('/mes-televersements/{televersement_id}', { params: params(id) })
      return Number(response.headers.get('Upload-Offset'))
    },
    poursuivre: async (id, position, morceau) => {
      const vue = await donnees(
        client.PATCH('/mes-televersements/{televersement_id}', {
          params: { ...params(id), header: { 'Upload-Offset': position } },
          headers: { 'Content-Type': 'application/offset+octet-stream' },
          body: morceau as never,
          bodySerializer: (corps: unknown) => corps as Blob,
        }),
      )
      return { position: vue.position, resultat: vue.dossier ?? null }
    },
  }
}

function envoyerEntier({ fichier, type, personneId, pieceId }: Envoi) {
  return donnees(
    client.POST('/mes-pieces', {
      params: {
        query: { type, nom: fichier.name || 'document', ...(personneId && { personne_id: personneId }), ...(pieceId && { piece_id: pieceId }) },
      },
      body: fichier as never,
      bodySerializer: (corps: unknown) => corps as File,
      headers: { 'Content-Type': fichier.type || 'application/octet-stream' },
    }),
  )
}

async function envoyerParMorceaux(envoi: Envoi) {
  const cle = cleDe(envoi)
  const { fichier, morceau, onProgres, onCoupure } = envoi
  const dossier = await envoyer(voie(envoi), {
    fichier,
    morceau,
    repris: lireLocal<string>(cle),
    estPassager: (erreur) => estPassager(erreur) || (erreur instanceof Problem && erreur.code === 'position-inattendue'),
    attendre: (essai) => {
      onCoupure(true)
      return attendre(essai)
    },
    onDebut: (id) => ecrireLocal(cle, id),
    onProgres: (recus) => {
      onCoupure(false)
      onProgres(Math.round((recus / fichier.size) * 100))
    },
  })
  effacerLocal(cle)
  return dossier
}

/** Un petit fichier part d’un coup ; un plus gros par morceaux, qui reprennent après une coupure. */
export const useEnvoyerPiece = () => useActe((envoi: Envoi) => (envoi.fichier.size <= envoi.morceau ? envoyerEntier(envoi) : envoyerParMorceaux(envoi)))

export const useSupprimerPiece = () =>
  useActe((id: string) => donnees(client.DELETE('/mes-pieces/{piece_id}', { params: { path: { piece_id: id } } })))

export const useOrdonnerPages = () =>
  useActe(({ id, feuillets }: { id: string; feuillets: string[] }) =>
    donnees(client.PUT('/mes-pieces/{piece_id}/ordre', { params: { path: { piece_id: id } }, body: { feuillets } })),
  )

export const useRetirerPage = () =>
  useActe(({ id, feuillet }: { id: string; feuillet: string }) =>
    donnees(client.DELETE('/mes-pieces/{piece_id}/feuillets/{feuillet_id}', { params: { path: { piece_id: id, feuillet_id: feuillet } } })),
  )
