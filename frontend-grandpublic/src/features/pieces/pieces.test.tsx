import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test, vi } from 'vitest'
import { envoyer, type Voie } from '../../lib/envoi.ts'
import { ID } from '../../test/fixtures/identifiants.ts'
import { attendue, dossierDePieces, piece } from '../../test/fixtures/pieces.ts'
import { refus, url } from '../../test/handlers.ts'
import { defauts, visiter } from '../../test/render.tsx'
import { server } from '../../test/setup.ts'

const DOCUMENTS = '/35/mon-espace/documents'
const photo = (nom: string, taille = 12) => new File([new Uint8Array(taille)], nom, { type: 'image/jpeg', lastModified: 1 })
const reste = async () => within((await screen.findByRole('heading', { name: 'Ce qu’il reste à envoyer' })).closest('section') as HTMLElement)
const fichiers = (dans: HTMLElement) => dans.querySelector('input[type=file]') as HTMLInputElement

test('la page dit ce qui manque, pourquoi, et rappelle de cacher le numéro de sécurité sociale', async () => {
  server.use(
    http.get(url('/mon-dossier-de-pieces'), () =>
      HttpResponse.json(
        dossierDePieces(
          [],
          [
            attendue({ code: 'identite', libelle: 'Carte d’identité ou passeport', categorie: 'A', bloquante: true, etat: 'REFUSEE', etat_libelle: 'Refusée', motif: 'Le document est flou.' }),
            attendue(),
            attendue({ code: 'bail', libelle: 'Bail ou quittance de loyer', categorie: 'C', personne_id: null }),
            attendue({ code: 'salaires', libelle: 'Bulletins de salaire', categorie: 'C', etat: 'VALIDEE', etat_libelle: 'Validée' }),
          ],
        ),
      ),
    ),
  )
  visiter(DOCUMENTS)
  const manque = await reste()
  expect(manque.getByText('Refusé : Le document est flou.')).toBeTruthy()
  expect(manque.getByRole('button', { name: /Envoyer de nouveau : Carte d’identité/ }).textContent).toBe('Envoyer de nouveau')
  expect(manque.getAllByText(/comparer vos revenus/)[0]).toBeTruthy()
  expect(manque.getByText('Voir le document que le guichet peut vous demander')).toBeTruthy()
  expect(manque.getByText(/numéro de sécurité sociale/)).toBeTruthy()
  expect(manque.getByText(/n’est pas un antivirus/)).toBeTruthy()
  expect(manque.queryByText('Bulletins de salaire')).toBeNull()
  expect(await defauts()).toEqual([])
})

test('quand rien d’exigé ne manque, la page le dit avant ce que le guichet pourrait demander', async () => {
  const bail = attendue({ code: 'bail', libelle: 'Bail ou quittance de loyer', categorie: 'C', personne_id: null })
  server.use(http.get(url('/mon-dossier-de-pieces'), () => HttpResponse.json(dossierDePieces([], [bail]))))
  const { unmount } = visiter(DOCUMENTS)
  expect((await reste()).getByText(/^Aucun document ne manque à votre demande/)).toBeTruthy()
  unmount()
  server.use(http.get(url('/mon-dossier-de-pieces'), () => HttpResponse.json(dossierDePieces([], [attendue(), bail]))))
  visiter(DOCUMENTS)
  expect((await reste()).queryByText(/^Aucun document ne manque/)).toBeNull()
})

test('plusieurs photos choisies ensemble font un seul document', async () => {
  const recues: string[] = []
  const neuve = { ...piece, id: ID.proposition, type: 'RFR_N2', est_identite: false }
  server.use(
    http.post(url('/mes-pieces'), ({ request }) => {
      const { searchParams } = new URL(request.url)
      recues.push(`${searchParams.get('nom')} ${searchParams.get('personne_id')} ${searchParams.get('piece_id')}`)
      return HttpResponse.json(dossierDePieces([neuve], [attendue({ etat: 'RECUE', etat_libelle: 'Reçue' })]), { status: 201 })
    }),
  )
  const { personne } = visiter(DOCUMENTS)
  const manque = await reste()
  await personne.click(manque.getByRole('button', { name: /Envoyer : Avis/ }))
  const ligne = manque.getByText('Avis d’imposition de l’avant-dernière année').closest('li') as HTMLElement
  await personne.upload(fichiers(ligne), [photo('1.jpg'), photo('2.jpg')])
  expect(await within(ligne).findByText(/« 2.jpg » est bien reçu/)).toBeTruthy()
  expect(recues).toEqual([`1.jpg ${ID.demandeur} null`, `2.jpg ${ID.demandeur} ${ID.proposition}`])
})

test('un refus garde sa raison exacte à l’écran', async () => {
  server.use(http.post(url('/mes-pieces'), () => refus(422, 'format-refuse', 'Les images BMP ne sont pas acceptées.')))
  const { personne } = visiter(DOCUMENTS)
  const manque = await reste()
  await personne.click(manque.getByRole('button', { name: /Envoyer : Avis/ }))
  await personne.upload(fichiers(manque.getByText(/Avis d’imposition/).closest('li') as HTMLElement), photo('scan.bmp'))
  expect((await manque.findByRole('alert')).textContent).toContain('Les images BMP ne sont pas acceptées.')
  expect(manque.queryByRole('button', { name: 'Reprendre l’envoi' })).toBeNull()
})

test('une photo dont la réponse s’est perdue se reprend sous la même clé : elle n’est gardée qu’une fois', async () => {
  const cles: (string | null)[] = []
  server.use(
    http.post(url('/mes-pieces'), ({ request }) => {
      cles.push(request.headers.get('Idempotency-Key'))
      return cles.length === 1 ? HttpResponse.error() : HttpResponse.json(dossierDePieces([{ ...piece, type: 'RFR_N2' }], [attendue({ etat: 'RECUE', etat_libelle: 'Reçue' })]), { status: 201 })
    }),
  )
  const { personne } = visiter(DOCUMENTS)
  const manque = await reste()
  await personne.click(manque.getByRole('button', { name: /Envoyer : Avis/ }))
  await personne.upload(fichiers(manque.getByText(/Avis d’imposition/).closest('li') as HTMLElement), photo('avis.jpg'))
  await personne.click(await manque.findByRole('button', { name: 'Reprendre l’envoi' }))
  expect(await manque.findByText(/« avis.jpg » est bien reçu/)).toBeTruthy()
  expect(cles).toEqual([expect.any(String), cles[0]])
})

test('un gros fichier coupé reprend où le serveur en est, et son envoi se retrouve d’une page à l’autre', async () => {
  const gros = photo('photo.jpg', 2_500_000)
  const positions: number[] = []
  let recus = 0
  let coupures = 1
  localStorage.setItem(`fdls-envoi:RFR_N2|${ID.demandeur}||photo.jpg|2500000|1`, JSON.stringify('repris'))
  server.use(
    http.head(url('/mes-televersements/:id'), ({ params }) => {
      expect(params.id).toBe('repris')
      return new HttpResponse(null, { headers: { 'Upload-Offset': String(recus) } })
    }),
    http.patch(url('/mes-televersements/:id'), async ({ request }) => {
      positions.push(Number(request.headers.get('Upload-Offset')))
      const morceau = (await request.arrayBuffer()).byteLength
      if (positions.length === 2 && coupures-- > 0) return HttpResponse.error()
      recus += morceau
      const fini = recus === gros.size
      return HttpResponse.json({ id: 'repris', position: recus, taille: gros.size, piece_id: fini ? ID.piece : null, dossier: fini ? dossierDePieces() : null })
    }),
  )
  const { personne } = visiter(DOCUMENTS)
  const manque = await reste()
  await personne.click(manque.getByRole('button', { name: /Envoyer : Avis/ }))
  await personne.upload(fichiers(manque.getByText(/Avis d’imposition/).closest('li') as HTMLElement), gros)
  expect(await manque.findByText(/Le réseau est coupé/)).toBeTruthy()
  dispatchEvent(new Event('online'))
  expect(await manque.findByText(/est bien reçu/)).toBeTruthy()
  expect(positions).toEqual([0, 1_048_576, 1_048_576, 2_097_152])
  expect(Object.keys(localStorage).filter((cle) => cle.startsWith('fdls-envoi:'))).toEqual([])
})

test('les pages se montrent, se rangent et se retirent', async () => {
  const feuillets = ['a', 'b'].map((id) => ({ id, nom: `${id}.jpg`, etat: 'pret' as const, examen: null, motif: null, pages: 1, taille: 10 }))
  const ordres: unknown[] = []
  server.use(
    http.get(url('/mon-dossier-de-pieces'), () => HttpResponse.json(dossierDePieces([{ ...piece, pages: 2, feuillets }]))),
    http.put(url('/mes-pieces/:id/ordre'), async ({ request }) => {
      ordres.push(await request.json())
      return HttpResponse.json(dossierDePieces([{ ...piece, pages: 2, feuillets: feuillets.toReversed() }]))
    }),
  )
  const { personne } = visiter(DOCUMENTS)
  expect((await screen.findByRole('img', { name: 'Page 2 sur 2' })).getAttribute('src')).toContain('/pages/2')
  await personne.click(screen.getByRole('button', { name: 'Monter la page 2' }))
  await waitFor(() => expect(ordres).toEqual([{ feuillets: ['b', 'a'] }]))
  expect(await defauts()).toEqual([])
})

test('un document que le guichet a déposé dit de qui il vient', async () => {
  server.use(http.get(url('/mon-dossier-de-pieces'), () => HttpResponse.json(dossierDePieces([piece, { ...piece, id: ID.proposition, origine: 'guichet', deposee_par: 'Armor Habitat' }]))))
  visiter(DOCUMENTS)
  expect(await screen.findByText(/reçu le 20 novembre 2026/)).toBeTruthy()
  expect(screen.getByText(/déposé le 20 novembre 2026 par Armor Habitat/)).toBeTruthy()
})

test('pendant l’examen, le document ne s’ouvre pas encore', async () => {
  const enAnalyse = { ...piece, etat: 'ANALYSE' as const, etat_libelle: 'Analyse en cours', pages: 0, feuillets: [{ ...piece.feuillets[0]!, etat: 'analyse' as const, pages: 0 }] }
  server.use(http.get(url('/mon-dossier-de-pieces'), () => HttpResponse.json(dossierDePieces([enAnalyse]))))
  visiter(DOCUMENTS)
  expect(await screen.findByText('En cours d’examen')).toBeTruthy()
  expect(screen.getByText('Analyse en cours')).toBeTruthy()
  expect(screen.queryByRole('link', { name: /Voir/ })).toBeNull()
})

test('un envoi perdu trop longtemps s’arrête et garde de quoi reprendre', async () => {
  const coupure = new Error('coupure')
  const voie: Voie<string> = {
    commencer: () => Promise.resolve({ id: 'a', position: 0 }),
    situer: () => Promise.reject(coupure),
    poursuivre: () => Promise.reject(coupure),
  }
  const attendre = vi.fn(() => Promise.resolve())
  const debuts: string[] = []
  await expect(
    envoyer(voie, { fichier: new Blob(['abc']), morceau: 2, estPassager: (erreur) => erreur === coupure, attendre, onDebut: (id) => debuts.push(id) }),
  ).rejects.toBe(coupure)
  expect(attendre).toHaveBeenCalledTimes(6)
  expect(debuts).toEqual(['a'])
})
