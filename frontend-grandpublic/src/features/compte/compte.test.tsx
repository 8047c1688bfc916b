import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { demande, formulaireRempli, personne as personneDuDossier } from '../../test/fixtures/demande.ts'
import { compte } from '../../test/fixtures/espace.ts'
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

test('le mot de passe que l’on choisit peut se lire aussi', async () => {
  const { personne } = visiter('/35/mon-espace/compte')
  const saisie = await screen.findByLabelText('Nouveau mot de passe')
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

test('retrouver sa demande : dire qui l’on est, puis où le code est arrivé', async () => {
  let ouverte = false
  const recherches: unknown[] = []
  const entrees: unknown[] = []
  server.use(
    http.get(url('/session'), () => (ouverte ? HttpResponse.json(compte) : refus(401, 'non-connecte', 'Vous n’êtes pas connecté.'))),
    http.post(url('/session/recherches'), async ({ request }) => {
      recherches.push(await request.json())
      return HttpResponse.json(null, { status: 202 })
    }),
    http.post(url('/session'), async ({ request }) => {
      entrees.push(await request.json())
      ouverte = true
      return new HttpResponse(null, { status: 204 })
    }),
  )
  const { personne } = visiter('/35/connexion')
  await personne.click(await screen.findByRole('link', { name: 'Retrouver ma demande' }))
  await personne.type(await screen.findByRole('textbox', { name: 'Premier prénom' }), 'Camille')
  await personne.type(screen.getByRole('textbox', { name: 'Nom' }), 'Le Goff')
  const naissance = within(screen.getByRole('group', { name: /Date de naissance/ }))
  await personne.type(naissance.getByRole('textbox', { name: 'Jour' }), '9')
  await personne.type(naissance.getByRole('textbox', { name: 'Mois' }), '4')
  await personne.type(naissance.getByRole('textbox', { name: 'Année' }), '1988')
  expect(await defauts()).toEqual([])
  await personne.click(screen.getByRole('button', { name: 'Recevoir un code' }))
  const titre = await screen.findByRole('heading', { level: 1, name: 'Regardez vos messages' })
  expect(document.activeElement).toBe(titre)
  await personne.type(screen.getByRole('textbox', { name: /Où avez-vous reçu le code/ }), 'camille@exemple.fr')
  await personne.type(screen.getByRole('textbox', { name: 'Code reçu' }), '123456')
  expect(await defauts()).toEqual([])
  await personne.click(screen.getByRole('button', { name: 'Valider' }))
  expect(await screen.findByRole('heading', { name: /Où en est ma demande/ })).toBeTruthy()
  expect(recherches).toEqual([{ departement: '35', prenom: 'Camille', nom: 'Le Goff', ne_le: '1988-04-09', numero_unique: null }])
  expect(entrees).toEqual([{ departement: '35', identifiant: 'camille@exemple.fr', code: '123456' }])
})

test('trop de recherches : la page reste remplie et dit combien attendre', async () => {
  server.use(nonConnecte, http.post(url('/session/recherches'), () => refus(429, 'trop-de-tentatives', 'Trop de tentatives. Patientez 12 minutes.')))
  const { personne } = visiter('/35/retrouver')
  await personne.type(await screen.findByRole('textbox', { name: 'Premier prénom' }), 'Camille')
  await personne.type(screen.getByRole('textbox', { name: 'Nom' }), 'Le Goff')
  for (const [partie, chiffres] of [['Jour', '9'], ['Mois', '4'], ['Année', '1988']] as const) await personne.type(screen.getByRole('textbox', { name: partie }), chiffres)
  await personne.click(screen.getByRole('button', { name: 'Recevoir un code' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Trop de tentatives.')
  expect(screen.getByRole('textbox', { name: 'Premier prénom' })).toHaveProperty('value', 'Camille')
})

test('la dernière façon d’entrer se rappelle, sans rien garder de personnel', async () => {
  let ouverte = false
  server.use(
    http.get(url('/session'), () => (ouverte ? HttpResponse.json(compte) : refus(401, 'non-connecte', 'Vous n’êtes pas connecté.'))),
    http.post(url('/session'), () => {
      ouverte = true
      return new HttpResponse(null, { status: 204 })
    }),
    http.delete(url('/session'), () => {
      ouverte = false
      return new HttpResponse(null, { status: 204 })
    }),
  )
  const { personne } = visiter('/35/connexion')
  await personne.click(await screen.findByRole('button', { name: 'J’ai un mot de passe' }))
  await personne.type(screen.getByRole('textbox', { name: /e-mail ou numéro/ }), 'camille@exemple.fr')
  await personne.type(screen.getByLabelText('Mot de passe'), 'le phare veille sur la baie')
  await personne.click(screen.getByRole('button', { name: 'Me connecter' }))
  await screen.findByRole('heading', { name: /Où en est ma demande/ })
  expect(screen.getByText(/^Dernière connexion\s: 12 novembre 2026 à 08h16\.$/)).toBeTruthy()
  await personne.click(within(screen.getByRole('main')).getByRole('button', { name: 'Se déconnecter' }))
  await screen.findByRole('heading', { level: 1, name: /Demande de logement/ })
  await personne.click(within(screen.getByRole('navigation')).getByRole('link', { name: 'Se connecter' }))
  expect(await screen.findByText(/vous avez utilisé votre mot de passe/)).toBeTruthy()
  expect(screen.getByLabelText('Mot de passe')).toBeTruthy()
  expect(JSON.stringify({ ...localStorage })).not.toContain('camille')
})

test('se déconnecter avec des réponses en attente le dit avant de les effacer', async () => {
  localStorage.setItem('fdls.brouillon.x.saisie.motifs', '{}')
  const { personne } = visiter('/35/mon-espace/compte')
  await personne.click(await screen.findByRole('button', { name: 'Me déconnecter ici' }))
  expect(await screen.findByText('Des réponses ne sont pas encore enregistrées')).toBeTruthy()
  expect(localStorage.length).toBe(1)
  expect(await defauts()).toEqual([])
  await personne.click(screen.getByRole('button', { name: 'Me déconnecter et effacer' }))
  await screen.findByRole('heading', { level: 1, name: /Demande de logement/ })
  expect(localStorage.length).toBe(0)
})

test('une adresse donnée dans la demande se confirme par le code qu’elle reçoit avant de servir à se connecter', async () => {
  let identifiant = compte.identifiant
  const envois: unknown[] = []
  server.use(
    http.get(url('/mon-compte'), () => HttpResponse.json({ ...compte, identifiant })),
    http.get(url('/ma-demande'), () => HttpResponse.json(demande({ formulaire: { ...formulaireRempli, demandeur: personneDuDossier({ email: 'neuve@exemple.fr' }) } }))),
    http.post(url('/session/codes'), async ({ request }) => {
      envois.push(await request.json())
      return new HttpResponse(null, { status: 202 })
    }),
    http.put(url('/mon-compte/identifiant'), async ({ request }) => {
      const { code, identifiant: nouveau } = (await request.json()) as { code: string; identifiant: string }
      if (code !== '123456') return refus(422, 'code-d-identifiant-refuse', 'Ce code n’est pas le bon.', { erreurs: [{ champ: 'code', code: 'code-refuse', message: 'Ce code n’est pas le bon.' }] })
      identifiant = nouveau
      return new HttpResponse(null, { status: 204 })
    }),
  )
  const { personne } = visiter('/35/mon-espace/compte')
  const carte = await screen.findByRole('form', { name: 'Changer d’adresse de connexion' })
  await personne.click(await screen.findByRole('button', { name: 'La confirmer' }))
  await personne.click(within(carte).getByRole('button', { name: 'Recevoir un code' }))
  const code = await within(carte).findByRole('textbox', { name: /Code reçu/ })
  expect(envois).toEqual([{ departement: '35', identifiant: 'neuve@exemple.fr' }])
  await personne.type(code, '000000')
  await personne.click(within(carte).getByRole('button', { name: 'Valider la nouvelle adresse' }))
  expect(await within(carte).findByRole('alert')).toBeDefined()
  expect(await defauts()).toEqual([])
  await personne.clear(code)
  await personne.type(code, '123456')
  await personne.click(within(carte).getByRole('button', { name: 'Valider la nouvelle adresse' }))
  expect(await screen.findByText(/C’est fait/)).toBeDefined()
  expect(await screen.findByText('neuve@exemple.fr')).toBeDefined()
})

test('qui a consulté mon dossier : l’organisme, ce qu’il y cherchait, le jour et l’heure, jamais une personne', async () => {
  visiter('/35/mon-espace/compte')
  const carte = (await screen.findByRole('heading', { name: 'Qui a consulté mon dossier' })).closest('section') as HTMLElement
  const [derniere, premiere] = await within(carte).findAllByRole('listitem')
  expect(derniere!.textContent).toContain('Archipel Habitat')
  expect(derniere!.textContent).toContain('Recherche de candidats pour un logement, Dossier de la demande, 3 fois ce jour-là')
  expect(derniere!.textContent).toMatch(/18 novembre 2026.*10h04/)
  expect(premiere!.textContent).toContain('Mairie de Rennes')
})
