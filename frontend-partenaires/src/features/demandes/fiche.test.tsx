import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { refuse, repond } from '@/test/api-handler.ts'
import { demandeDetail, uuid, verrou } from '@/test/fixtures/demandes.ts'
import { ouvrir } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

const VIDE = { items: [], total: 0, total_plafonne: false, page: 1, size: 50 }

test('l’en-tête porte ce qui change la lecture du dossier : DALO, nature, verrou', async () => {
  server.use(
    repond('get', '/demandes/{demande_id}', { ...demandeDetail(0), dalo: true, nature: 'ANRU', verrou }),
  )
  await ouvrir(`/demandes/${uuid(1, 0)}/revenus`)
  const entete = screen.getByRole('heading', { level: 1 }).parentElement!
  for (const dit of ['Active', 'DALO', 'Relogement ANRU', 'Verrouillée']) expect(within(entete).getByText(dit)).toBeVisible()
  expect(screen.getByText(/Par Archipel Habitat de démonstration, depuis le/)).toBeVisible()
})

test('une demande tenue dit par qui, depuis quand, et mène à ce qui la libère, ou dit à qui le demander', async () => {
  server.use(repond('get', '/demandes/{demande_id}', { ...demandeDetail(0), verrou }))
  await ouvrir(`/demandes/${uuid(1, 0)}`)
  expect(await screen.findByText(/inscrite à la commission.*30 novembre 2026.*Par Archipel Habitat de démonstration, depuis le/)).toBeVisible()
  expect(screen.getByRole('link', { name: 'Retirer de l’ordre du jour' })).toHaveAttribute('href', expect.stringMatching(/\/propositions\//))
  const refusee = { ...verrou.liberation, permise: false, raisons: [{ code: 'reserve-a-la-commission', phrase: 'C’est à Archipel Habitat de la retirer.', parametres: {} }] }
  server.use(repond('get', '/demandes/{demande_id}', { ...demandeDetail(0), verrou: { ...verrou, liberation: refusee } }))
  await ouvrir(`/demandes/${uuid(1, 0)}`)
  expect(await screen.findByRole('button', { name: 'Retirer de l’ordre du jour' })).toHaveAccessibleDescription(/C’est à Archipel Habitat/)
})

test('l’en-tête dit qui, quel numéro, depuis quand', async () => {
  await ouvrir(`/demandes/${uuid(1, 0)}/historique`)
  expect(screen.getByRole('heading', { level: 1, name: 'KOROUI (CHOROUOT) Martine' })).toBeVisible()
  expect(screen.getByText(/Déposée le 01\/01\/2023 \(2 ans 8 mois\)/)).toBeVisible()
  expect(screen.getByRole('link', { name: 'Historique' })).toHaveAttribute('aria-current', 'page')
})

test('une action refusée reste là, avec sa raison et sa date', async () => {
  const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 0)}`)
  await utilisateur.click(screen.getByRole('button', { name: /pas encore possibles/ }))
  const liste = await screen.findByRole('list', { name: 'Actions pas encore possibles' })
  expect(within(liste).getByText(/deux mois qui précèdent/)).toBeVisible()
  expect(within(liste).getByText(/mardi 12 janvier 2027/)).toBeVisible()
})

test('l’historique montre l’avant et l’après en mots, pas en codes', async () => {
  await ouvrir(`/demandes/${uuid(1, 0)}/historique`)
  const ligne = await screen.findByRole('row', { name: /situation familiale/ })
  expect(ligne).toHaveTextContent('Célibataire')
  expect(ligne).toHaveTextContent('Concubin(e)')
})

test('l’historique se filtre par acte et par intervenant, et l’adresse le garde', async () => {
  const demandees: string[] = []
  server.use(
    repond('get', '/demandes/{demande_id}/historique', ({ url }) => {
      demandees.push(url.search)
      return VIDE
    }),
  )
  const { utilisateur, router } = await ouvrir(`/demandes/${uuid(1, 0)}/historique`)
  await utilisateur.click(await screen.findByRole('combobox', { name: 'Type d’acte' }))
  await utilisateur.click(await screen.findByRole('option', { name: 'Renouvellement (1)' }))
  await waitFor(() => expect(demandees.at(-1)).toContain('type=DemandeRenouvelee'))
  await utilisateur.click(screen.getByRole('combobox', { name: 'Intervenant' }))
  await utilisateur.click(await screen.findByRole('option', { name: /Anne Le Goff, Archipel/ }))
  expect(router.state.location.search).toMatchObject({ type: 'DemandeRenouvelee', intervenant: expect.stringContaining('agent:') as string })
  expect(await screen.findByText('Aucun acte ne correspond à ces filtres.')).toBeVisible()
  await utilisateur.click(screen.getByRole('button', { name: 'Retirer les filtres' }))
  expect(await screen.findByText('Rien ne s’est encore passé sur cette demande.')).toBeVisible()
})

test('une demande hors périmètre n’existe pas', async () => {
  server.use(repond('get', '/demandes/{demande_id}', () => refuse({ status: 404, code: 'demande-introuvable', title: 'Introuvable' })))
  await ouvrir(`/demandes/${uuid(1, 1)}`)
  expect(screen.getByRole('heading', { level: 1, name: 'Page introuvable' })).toBeVisible()
})
