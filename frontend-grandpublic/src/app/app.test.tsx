import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { territoire } from '../test/fixtures/territoire.ts'
import { refus, url } from '../test/handlers.ts'
import { defauts, visiter } from '../test/render.tsx'
import { server } from '../test/setup.ts'

test('on choisit son département, puis son portail porte son nom et sa couleur', async () => {
  const { personne } = visiter('/')
  await personne.click(await screen.findByRole('link', { name: /Ille-et-Vilaine/ }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Demande de logement Ille-et-Vilaine' })).toBeTruthy()
  expect(document.documentElement.style.getPropertyValue('--accent')).toBe('#1f5c57')
  expect(document.title).toBe('Demande de logement Ille-et-Vilaine')
})

test('chaque département a son logo dans l’en-tête, avec ce qu’il montre, ses textes et son contact', async () => {
  const loire = {
    ...territoire,
    code: '44',
    nom: 'Loire-Atlantique',
    titre: 'Se loger en Loire-Atlantique',
    couleur_accent: '#0b5d6b',
    textes: { accueil: 'De Nantes à Saint-Nazaire.', presentation: 'Tenu par une association de Loire-Atlantique.' },
    contact: { nom: 'La maison du logement', telephone: null, email: 'bonjour@exemple.test', horaires: 'le mardi matin' },
    logo: '/grandpublic/v1/territoires/44/logo?version=abc',
    logo_texte: 'Deux toits bleus',
  }
  server.use(http.get(url('/territoires/44'), () => HttpResponse.json(loire)))
  visiter('/44')
  expect(await screen.findByRole('heading', { level: 1, name: 'Se loger en Loire-Atlantique' })).toBeTruthy()
  const image = within(screen.getByRole('banner')).getByRole('img', { name: 'Deux toits bleus' })
  expect(image.getAttribute('src')).toBe(loire.logo)
  expect(screen.getByText('De Nantes à Saint-Nazaire.')).toBeTruthy()
  expect(screen.getByText('Tenu par une association de Loire-Atlantique.')).toBeTruthy()
  expect(document.documentElement.style.getPropertyValue('--accent')).toBe('#0b5d6b')
  const pied = screen.getByRole('contentinfo')
  expect(within(pied).getByText('La maison du logement')).toBeTruthy()
  expect(within(pied).getByText(/le mardi matin/), 'les horaires se lisent même sans téléphone').toBeTruthy()
  expect(await defauts()).toEqual([])
})

test('sans logo, l’en-tête garde le signe du fichier, muet pour les lecteurs d’écran', async () => {
  visiter('/35')
  await screen.findByRole('heading', { level: 1 })
  expect(within(screen.getByRole('banner')).queryByRole('img')).toBeNull()
})

test('un département fermé le dit', async () => {
  visiter('/99')
  expect(await screen.findByRole('heading', { level: 1, name: /n’est pas sur ce site/ })).toBeTruthy()
})

test('un code inconnu de département le dit aussi', async () => {
  server.use(http.get(url('/territoires/:dep'), () => refus(422, 'saisie-invalide', 'Certains champs sont à corriger.')))
  visiter('/99')
  expect(await screen.findByRole('heading', { level: 1, name: /n’est pas sur ce site/ })).toBeTruthy()
})

test('les phrases du serveur se lisent avec leur typographie', async () => {
  server.use(http.get(url('/territoires'), () => HttpResponse.json([{ code: '22', nom: "Côtes-d'Armor", titre: "Demande de logement Côtes-d'Armor" }])))
  visiter('/')
  expect(await screen.findByRole('link', { name: /Côtes-d’Armor/ })).toBeTruthy()
})

test('une page personnelle demande de se connecter, et y revient ensuite', async () => {
  server.use(http.get(url('/session'), () => refus(401, 'non-connecte', 'Vous n’êtes pas connecté.')))
  visiter('/35/mon-espace/cotation')
  await screen.findByRole('heading', { level: 1, name: /Connectez-vous/ })
  expect(screen.getAllByRole('link', { name: 'Se connecter' }).at(-1)?.getAttribute('href')).toBe('/35/connexion?retour=%2Fmon-espace%2Fcotation')
})

test('chaque entrée du menu s’ouvre sans compte, et la dernière mène à la connexion', async () => {
  server.use(http.get(url('/session'), () => refus(401, 'non-connecte', 'Vous n’êtes pas connecté.')))
  const { personne } = visiter('/35')
  const menu = await screen.findByRole('navigation', { name: 'Navigation principale' })
  const liens = () => within(menu).getAllByRole('link')
  const entrees = liens().map((lien) => lien.textContent?.replaceAll('\u00A0', ' '))
  expect(entrees).toEqual(['Accueil', 'Comprendre', 'Ma demande', 'Logements à louer', 'Chiffres clés', 'Des questions ?', 'Se connecter'])
  for (let rang = 1; rang < entrees.length - 1; rang += 1) {
    await personne.click(liens()[rang]!)
    await waitFor(() => expect(liens()[rang]!.getAttribute('aria-current')).toBe('page'))
    const titre = await screen.findByRole('heading', { level: 1 })
    expect(titre.textContent).not.toMatch(/Connectez-vous|n’existe pas/)
  }
})

test('une nouvelle version se signale d’elle-même', async () => {
  server.use(http.get(url('/territoires/:dep'), () => HttpResponse.json(territoire, { headers: { 'X-Fdls-Version': '99.0.0' } })))
  visiter('/35/questions')
  expect(await screen.findByText('Une nouvelle version est disponible.')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Recharger' })).toBeTruthy()
})

test.each(['/', '/35', '/35/connexion', '/35/comprendre', '/35/questions', '/35/chiffres-cles', '/35/demande', '/35/mon-espace/compte', '/35/mon-espace/messages', '/35/nulle-part'])(
  'la page %s n’a aucun défaut d’accessibilité',
  async (adresse) => {
    visiter(adresse)
    await screen.findByRole('heading', { level: 1 })
    expect(await defauts()).toEqual([])
  },
)
