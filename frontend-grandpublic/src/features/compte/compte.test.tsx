import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { compte } from '../../test/fixtures.ts'
import { refus, url } from '../../test/handlers.ts'
import { defauts, visiter } from '../../test/render.tsx'
import { server } from '../../test/setup.ts'
import { retourSur } from './retour.ts'

const nonConnecte = http.get(url('/session'), () => refus(401, 'non-connecte', 'Vous n’êtes pas connecté.'))

test('on entre avec un e-mail et le code reçu, puis on revient où l’on allait', async () => {
  let ouverte = false
  server.use(
    http.get(url('/session'), () => (ouverte ? HttpResponse.json(compte) : refus(401, 'non-connecte', 'Vous n’êtes pas connecté.'))),
    http.post(url('/session'), async ({ request }) => {
      expect(await request.json()).toEqual({ departement: '35', identifiant: 'camille@exemple.fr', code: '123456' })
      ouverte = true
      return new HttpResponse(null, { status: 204 })
    }),
  )
  const { personne } = visiter('/35/mon-espace/historique')
  await screen.findByRole('heading', { level: 1, name: /Connectez-vous/ })
  await personne.click(within(screen.getByRole('main')).getByRole('link', { name: 'Se connecter' }))
  await personne.type(await screen.findByRole('textbox', { name: /e-mail ou numéro/ }), 'camille@exemple.fr')
  await personne.click(screen.getByRole('button', { name: 'Recevoir un code' }))
  await personne.type(await screen.findByRole('textbox', { name: 'Code reçu' }), '123 456')
  await personne.click(screen.getByRole('button', { name: 'Valider' }))
  expect(await screen.findByRole('heading', { level: 1, name: /Historique/ })).toBeTruthy()
})

test('un code faux garde la page et dit quoi faire', async () => {
  server.use(nonConnecte, http.post(url('/session'), () => refus(401, 'identifiants-invalides', 'Ce code n’est pas le bon.')))
  const { personne } = visiter('/35/connexion')
  await personne.type(await screen.findByRole('textbox', { name: /e-mail ou numéro/ }), '06 12 34 56 78')
  await personne.click(screen.getByRole('button', { name: 'Recevoir un code' }))
  await personne.type(await screen.findByRole('textbox', { name: 'Code reçu' }), '000000')
  await personne.click(screen.getByRole('button', { name: 'Valider' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Ce code n’est pas le bon.')
  expect(await defauts()).toEqual([])
})

test('le mot de passe tapé peut se lire', async () => {
  server.use(nonConnecte)
  const { personne } = visiter('/35/connexion')
  await personne.click(await screen.findByRole('button', { name: 'J’ai un mot de passe' }))
  const saisie = screen.getByLabelText('Mot de passe')
  expect(saisie.getAttribute('type')).toBe('password')
  await personne.click(screen.getByRole('button', { name: 'Afficher le mot de passe' }))
  expect(saisie.getAttribute('type')).toBe('text')
})

test.each([
  ['?retour=/demande', '/demande'],
  ['?retour=//mal.exemple', '/mon-espace'],
  ['?retour=https://mal.exemple', '/mon-espace'],
  ['?retour=/\\mal.exemple', '/mon-espace'],
  ['', '/mon-espace'],
])('après la connexion, « %s » mène à %s', (search, attendu) => {
  expect(retourSur(search)).toBe(attendu)
})

test('se déconnecter partout efface ce que le navigateur gardait', async () => {
  localStorage.setItem('fdls.brouillon.x.envoi', '{}')
  const { personne } = visiter('/35/mon-espace/compte')
  await personne.click(await screen.findByRole('button', { name: 'Me déconnecter partout' }))
  await waitFor(() => expect(location.pathname).toBe('/35/'))
  expect(localStorage.length).toBe(0)
})

test('un mot de passe trop faible dit ce que le serveur en attend', async () => {
  const phrase = 'Ce mot de passe compte moins de quatorze caractères.'
  server.use(http.put(url('/mon-compte/mot-de-passe'), () => refus(422, 'mot-de-passe-trop-faible', phrase)))
  const { personne } = visiter('/35/mon-espace/compte')
  await personne.type(await screen.findByLabelText('Nouveau mot de passe'), 'court')
  await personne.click(screen.getByRole('button', { name: 'Enregistrer le mot de passe' }))
  expect((await screen.findByRole('alert')).textContent).toContain(phrase)
})
