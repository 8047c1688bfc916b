import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import type { Contours } from '../../api/geo.ts'
import { annonce } from '../../test/fixtures/annonces.ts'
import { ID } from '../../test/fixtures/identifiants.ts'
import { refus, url } from '../../test/handlers.ts'
import { defauts, visiter } from '../../test/render.tsx'
import { server } from '../../test/setup.ts'
import { amas, centre, reperes } from './carte.ts'
import { ecrireRecherche, lireRecherche } from './search-params.ts'

test('la recherche vit dans l’adresse', () => {
  const recherche = lireRecherche('?commune=35238&nom=Rennes&typologie=T3&loyer_max=600&tri=loyer&page=2')
  expect(recherche).toEqual({ commune: '35238', nom: 'Rennes', typologie: 'T3', loyer: 600, tri: 'loyer', page: 2 })
  expect(lireRecherche(ecrireRecherche(recherche))).toEqual(recherche)
  expect(ecrireRecherche(lireRecherche('?page=-3&loyer_max=abc&tri=autre'))).toBe('')
})

test('choisir une commune filtre la liste et s’écrit dans l’adresse', async () => {
  const { personne } = visiter('/35/annonces')
  await screen.findByRole('heading', { name: '9 logements' })
  await personne.type(screen.getByRole('searchbox', { name: 'Commune' }), 'renn')
  await personne.click(await screen.findByRole('button', { name: /Rennes/ }))
  await screen.findByRole('heading', { name: '2 logements' })
  expect(location.search).toContain('commune=35238')
  expect(await defauts()).toEqual([])
})

test('une recherche sans résultat propose d’élargir', async () => {
  const { personne } = visiter('/35/annonces?commune=99999&nom=Ailleurs')
  await personne.click(await screen.findByRole('button', { name: 'Voir tous les logements' }))
  expect(await screen.findByRole('heading', { name: '9 logements' })).toBeTruthy()
})

test('le message part une seule fois au bailleur, avec sa clé', async () => {
  const cles: (string | null)[] = []
  server.use(
    http.get(url('/session'), () => refus(401, 'non-connecte', 'Vous n’êtes pas connecté.')),
    http.post(url('/territoires/:dep/annonces/:id/contacts'), ({ request }) => {
      cles.push(request.headers.get('Idempotency-Key'))
      return new HttpResponse(null, { status: 204 })
    }),
  )
  const { personne } = visiter(`/35/annonces/${ID.annonce}`)
  const formulaire = within(await screen.findByRole('form', { name: /Ce logement m’intéresse/ }))
  await personne.click(formulaire.getByRole('button', { name: 'Envoyer au bailleur' }))
  expect((await screen.findByRole('alert')).textContent).toContain('4 réponses à revoir')
  await personne.type(formulaire.getByRole('textbox', { name: 'Prénom' }), 'Camille')
  await personne.type(formulaire.getByRole('textbox', { name: 'Nom' }), 'Le Goff')
  await personne.type(formulaire.getByRole('textbox', { name: 'Adresse e-mail' }), 'camille@exemple.fr')
  await personne.type(formulaire.getByRole('textbox', { name: 'Votre message' }), 'Bonjour')
  await personne.click(formulaire.getByRole('button', { name: 'Envoyer au bailleur' }))
  expect(await screen.findByText('Votre message est parti')).toBeTruthy()
  await waitFor(() => expect(cles).toHaveLength(1))
  expect(cles[0]).toMatch(/^[0-9a-f-]{36}$/)
})

const carre = (code: string, x: number): Contours['features'][number] => ({
  type: 'Feature',
  properties: { code, nom: code },
  geometry: {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [x, 0],
          [x + 2, 0],
          [x + 2, 2],
          [x, 2],
          [x, 0],
        ],
      ],
    ],
  },
})

test('un repère par commune, au centre de son contour', () => {
  const contours: Contours = { type: 'FeatureCollection', features: [carre('35238', 0), carre('35051', 10)] }
  expect(centre(carre('35238', 4))).toEqual([5, 1])
  const poses = reperes([annonce(0), annonce(1), annonce(5)], contours)
  expect(poses.map(({ code, combien, position }) => [code, combien, position])).toEqual([
    ['35238', 2, [1, 1]],
    ['35051', 1, [11, 1]],
  ])
  const pixels = ([x, y]: [number, number]) => ({ x: x * 2, y: y * 2 })
  expect(amas(poses, pixels, 44).map(({ combien }) => combien)).toEqual([3])
  expect(amas(poses, pixels, 4).map(({ combien }) => combien)).toEqual([2, 1])
})

test('une personne connectée n’a que son message à écrire', async () => {
  const corps: unknown[] = []
  server.use(
    http.post(url('/territoires/:dep/annonces/:id/contacts'), async ({ request }) => {
      corps.push(await request.json())
      return new HttpResponse(null, { status: 204 })
    }),
  )
  const { personne } = visiter(`/35/annonces/${ID.annonce}`)
  const formulaire = within(await screen.findByRole('form', { name: /Ce logement m’intéresse/ }))
  await waitFor(() => expect(formulaire.getByRole('textbox', { name: 'Prénom' })).toHaveProperty('value', 'Camille'))
  await personne.type(formulaire.getByRole('textbox', { name: 'Votre message' }), 'Bonjour')
  await personne.click(formulaire.getByRole('button', { name: 'Envoyer au bailleur' }))
  expect(await screen.findByText('Votre message est parti')).toBeTruthy()
  expect(corps).toMatchObject([{ prenom: 'Camille', nom: 'Le Goff', email: 'camille@exemple.fr', message: 'Bonjour' }])
})

test('une coupure garde le message écrit, et le nouvel essai porte la même clé', async () => {
  const cles: (string | null)[] = []
  let coupe = true
  server.use(
    http.post(url('/territoires/:dep/annonces/:id/contacts'), ({ request }) => {
      cles.push(request.headers.get('Idempotency-Key'))
      return coupe ? HttpResponse.error() : new HttpResponse(null, { status: 204 })
    }),
  )
  const { personne } = visiter(`/35/annonces/${ID.annonce}`)
  const formulaire = within(await screen.findByRole('form', { name: /Ce logement m’intéresse/ }))
  await waitFor(() => expect(formulaire.getByRole('textbox', { name: 'Prénom' })).toHaveProperty('value', 'Camille'))
  await personne.type(formulaire.getByRole('textbox', { name: 'Votre message' }), 'Bonjour')
  await personne.click(formulaire.getByRole('button', { name: 'Envoyer au bailleur' }))
  const resume = await screen.findByRole('alert')
  expect(resume.textContent).toContain('La connexion à Internet ne répond pas.')
  expect(document.activeElement).toBe(resume)
  expect(formulaire.getByRole('textbox', { name: 'Votre message' })).toHaveProperty('value', 'Bonjour')
  coupe = false
  await personne.click(formulaire.getByRole('button', { name: 'Envoyer au bailleur' }))
  expect(await screen.findByText('Votre message est parti')).toBeTruthy()
  expect(new Set(cles).size).toBe(1)
})

test('le type, le loyer et le tri s’écrivent dans l’adresse, au clavier comme au pouce', async () => {
  const { personne } = visiter('/35/annonces')
  await screen.findByRole('heading', { name: '9 logements' })
  await personne.selectOptions(screen.getByRole('combobox', { name: 'Type de logement' }), 'T3')
  expect(location.search).toBe('?typologie=T3')
  await personne.selectOptions(screen.getByRole('combobox', { name: 'Trier par' }), 'loyer')
  expect(location.search).toBe('?typologie=T3&tri=loyer')
  const curseur = screen.getByRole('slider', { name: /Loyer/ })
  curseur.focus()
  await personne.keyboard('{ArrowLeft}{ArrowLeft}')
  expect(location.search).toBe('?typologie=T3&loyer_max=1400&tri=loyer')
})

test('la page suivante rend le focus au titre des résultats', async () => {
  server.use(
    http.get(url('/territoires/:dep/annonces'), ({ request }) => {
      const page = Number(new URL(request.url).searchParams.get('page') ?? 1)
      return HttpResponse.json({ items: [annonce(page)], total: 30, total_plafonne: false, page, size: 12 })
    }),
  )
  const { personne } = visiter('/35/annonces')
  await personne.click(await screen.findByRole('button', { name: 'Page suivante' }))
  await screen.findByText('Page 2 sur 3')
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 2, name: '30 logements' }))
  expect(location.search).toBe('?page=2')
})

test('sans carte, la liste dit la même chose', async () => {
  const { personne } = visiter('/35/annonces')
  await screen.findByRole('heading', { name: '9 logements' })
  server.use(http.get('*/geo/35.json', () => HttpResponse.error()))
  await personne.click(screen.getByRole('button', { name: 'Voir la carte' }))
  expect(await screen.findByText(/La carte ne peut pas s’afficher/)).toBeTruthy()
  expect(screen.getAllByRole('article')).toHaveLength(9)
})

test.each([
  [9, /^La liste contient les mêmes logements que la carte/],
  [26, /^La carte montre les logements de cette page de la liste/],
])('sur %i logements, la carte dit lesquels elle montre', async (total, phrase) => {
  const items = Array.from({ length: 9 }, (_, rang) => annonce(rang))
  server.use(http.get(url('/territoires/:dep/annonces'), () => HttpResponse.json({ items, total, total_plafonne: false, page: 1, size: 12 })))
  const { personne } = visiter('/35/annonces')
  await screen.findByRole('heading', { name: `${total} logements` })
  server.use(http.get('*/geo/35.json', () => HttpResponse.error()))
  await personne.click(screen.getByRole('button', { name: 'Voir la carte' }))
  expect(await screen.findByText(phrase)).toBeTruthy()
})
