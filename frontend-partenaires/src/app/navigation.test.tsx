import { screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { accueil } from '@/test/fixtures/administration.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { nomenclatures } from '@/test/fixtures/referentiel.ts'
import { session } from '@/test/fixtures/session.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

test('Ctrl+K mène à un nom, au clavier seul', async () => {
  const { utilisateur, router } = await ouvrir('/')
  await utilisateur.keyboard('{Control>}k{/Control}')
  await utilisateur.type(await screen.findByRole('combobox', { name: /Aller à/ }), 'kor')
  await screen.findByRole('option', { name: /KOROUI/ })
  await utilisateur.keyboard('{Enter}')
  expect(await screen.findByRole('heading', { level: 1, name: 'KOROUI (CHOROUOT) Martine' })).toBeVisible()
  expect(router.state.location.pathname).toBe(`/demandes/${uuid(1, 0)}`)
})

test('Ctrl+K mène à un écran', async () => {
  const { utilisateur } = await ouvrir('/demandes')
  await utilisateur.keyboard('{Control>}k{/Control}')
  await utilisateur.type(await screen.findByRole('combobox', { name: /Aller à/ }), 'grilles')
  await screen.findByRole('option', { name: /Grilles de cotation/ })
  await utilisateur.keyboard('{ArrowUp}{Enter}')
  expect(await screen.findByRole('heading', { level: 1, name: 'Grilles de cotation' })).toBeVisible()
})

test('l’accueil mène de chaque chiffre à sa liste', async () => {
  const { container } = await ouvrir('/')
  expect(await screen.findByRole('link', { name: /12\s*Demandes à valider/ })).toHaveAttribute('href', '/partenaires/demandes?a_valider=true')
  await verifierAccessibilite(container)
})

test('un onglet ouvert apprend de lui-même qu’une version est sortie', async () => {
  // the new server answers everything: only the page is old
  for (const [chemin, corps] of Object.entries({ session, accueil, nomenclatures: { listes: nomenclatures } }))
    server.use(http.get(`*/partenaires/v1/${chemin}`, () => HttpResponse.json(corps, { headers: { 'X-Fdls-Version': '999.0.0' } })))
  await ouvrir('/')
  expect(await screen.findByText(/Une nouvelle version/)).toBeVisible()
})

test('une adresse inconnue le dit et ramène à l’accueil', async () => {
  await ouvrir('/nulle-part')
  expect(screen.getByRole('heading', { level: 1, name: 'Page introuvable' })).toBeVisible()
  expect(screen.getByRole('link', { name: 'Revenir à l’accueil' })).toHaveAttribute('href', '/partenaires/')
})
