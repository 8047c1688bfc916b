import { screen } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { articles } from '@/features/aide/texts.ts'
import { repond } from '@/test/api-handler.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { session } from '@/test/fixtures/session.ts'
import { ouvrir } from '@/test/render.tsx'
import { server } from '@/test/server.ts'
import { demarrer } from './providers.tsx'

const PUBLIQUES = new Set(['/connexion', '/oubli', '/activation', '/aide', '/charte'])

/** Every address of the application, with what its route says of it. */
const ecrans = Object.values(demarrer().router.routesById)
  .map((route) => ({ adresse: String(route.fullPath).replace(/(.)\/$/, '$1'), droit: route.options.staticData?.droit }))
  .filter(({ adresse }, rang, tous) => adresse && !PUBLIQUES.has(adresse) && tous.findIndex((autre) => autre.adresse === adresse) === rang)

const concrete = (adresse: string) =>
  adresse
    .replace('$demandeId', uuid(1, 0))
    .replace('$bienId', uuid(6, 0))
    .replace('$propositionId', uuid(7, 3))
    .replace('$commissionId', uuid(9, 1))
    .replace('$conventionId', uuid(8, 1))
    .replace('$annonceId', uuid(10, 0))
    .replace('$grilleId', uuid(16, 1))
    .replace('$organismeId', uuid(3, 1))

test('chaque écran a son aide', () => {
  expect(ecrans.map(({ adresse }) => adresse).filter((adresse) => !articles[adresse])).toEqual([])
  const connus = new Set(ecrans.map(({ adresse }) => adresse))
  expect(Object.keys(articles).filter((adresse) => !connus.has(adresse))).toEqual([])
})

describe('un écran dont on n’a pas le droit le dit au lieu de se charger', () => {
  test.each(ecrans.filter(({ droit }) => droit))('$adresse', async ({ adresse, droit }) => {
    server.use(repond('get', '/session', { ...session, droits: session.droits.filter((autre) => autre !== droit) }))
    await ouvrir(concrete(adresse))
    expect(await screen.findByText('Votre profil n’ouvre pas cet écran')).toBeVisible()
    expect(screen.getByText(/Le référent de votre organisme/)).toBeVisible()
  })
})

test('l’aide s’ouvre sur l’écran que l’on regarde, sans le quitter', async () => {
  const { utilisateur, router } = await ouvrir(`/demandes/${uuid(1, 0)}/logement-recherche`)
  await utilisateur.click(screen.getByRole('button', { name: 'Aide sur cet écran' }))
  expect(await screen.findByRole('dialog', { name: 'Le logement recherché' })).toHaveTextContent('Les communes sont classées')
  expect(screen.getByRole('link', { name: /Toute l’aide/ })).toHaveAttribute('href', '/partenaires/aide')
  expect(router.state.location.pathname).toBe(`/demandes/${uuid(1, 0)}/logement-recherche`)
})

test('l’assistance et la charte se lisent sans être connecté', async () => {
  const { utilisateur } = await ouvrir('/aide')
  expect(screen.getByRole('heading', { name: 'Qui appeler' })).toBeVisible()
  await utilisateur.click(await screen.findByText(/Lire la charte en vigueur/))
  expect(screen.getByText(/Chaque consultation est enregistrée\. Le demandeur/)).toBeVisible()
})

test('une consultation seule lit tout et n’écrit rien', async () => {
  server.use(repond('get', '/session', { ...session, droits: ['demandes:lire', 'pieces:lire'] }))
  await ouvrir(`/demandes/${uuid(1, 0)}/demandeur`)
  expect(await screen.findByText('CHOROUOT')).toBeVisible()
  expect(screen.queryByRole('textbox', { name: /Numéro de sécurité sociale/ })).not.toBeInTheDocument()
  expect(screen.queryByRole('link', { name: 'Saisir une demande' })).not.toBeInTheDocument()
})
