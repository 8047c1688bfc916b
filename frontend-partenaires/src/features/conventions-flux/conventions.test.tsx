import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { repond } from '@/test/api-handler.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { convention } from '@/test/fixtures/instruction.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

test('chaque convention montre ce qui est dû à ce jour, en chiffres et en dessin', async () => {
  const { container } = await ouvrir('/conventions-de-flux')
  const jauge = await screen.findByRole('meter', { name: /Rennes Métropole/ })
  expect(jauge).toHaveAttribute('aria-valuetext', '98 sur 120, 107 attendus à ce jour')
  const ligne = jauge.closest('tr')!
  expect(within(ligne).getByText('−9')).toBeVisible()
  expect(screen.getByText('365')).toBeVisible()
  await verifierAccessibilite(container)
})

test('la convention nomme chaque logement compté et garde son histoire', async () => {
  await ouvrir(`/conventions-de-flux/${uuid(8, 1)}`)
  expect(await screen.findByRole('link', { name: '0012-121286' })).toHaveAttribute('href', `/partenaires/biens/${uuid(6, 1)}`)
  expect(screen.getByText(/326 jours sur 365/)).toBeVisible()
  const avenant = await screen.findByRole('row', { name: /objectif/i })
  expect(avenant).toHaveTextContent('110')
  expect(avenant).toHaveTextContent('120')
})

test('un avenant change le taux, l’objectif ou le terme, et dit pourquoi', async () => {
  let envoye: unknown
  server.use(
    repond('post', '/conventions-de-flux/{convention_id}/avenant', async ({ corps }) => {
      envoye = await corps()
      return convention
    }),
  )
  const { utilisateur } = await ouvrir(`/conventions-de-flux/${uuid(8, 1)}`)
  await utilisateur.click(screen.getByRole('button', { name: 'Enregistrer un avenant' }))
  const dialogue = await screen.findByRole('dialog')
  const objectif = within(dialogue).getByLabelText(/^Objectif/)
  await utilisateur.clear(objectif)
  await utilisateur.type(objectif, '130')
  await utilisateur.selectOptions(within(dialogue).getByLabelText(/^Relogements ANRU/), 'comptes')
  await utilisateur.click(within(dialogue).getByRole('button', { name: 'Enregistrer l’avenant' }))
  expect(await within(dialogue).findByText('Dites pourquoi.')).toBeVisible()
  await utilisateur.type(within(dialogue).getByLabelText(/^Motif/), 'Livraison de 40 logements')
  await utilisateur.click(within(dialogue).getByRole('button', { name: 'Enregistrer l’avenant' }))
  expect(await screen.findByText('L’avenant est enregistré.')).toBeVisible()
  expect(envoye).toEqual({ version: 1, taux: 20, objectif: 130, fin: '2026-12-31', relogements_anru: 'comptes', motif: 'Livraison de 40 logements' })
})

test('saisir une convention : chaque manque a sa phrase, la virgule est décimale', async () => {
  let envoye: unknown
  server.use(
    repond('post', '/conventions-de-flux', async ({ corps }) => {
      envoye = await corps()
      return convention
    }),
  )
  const { utilisateur, router } = await ouvrir('/conventions-de-flux/nouvelle')
  await utilisateur.click(screen.getByRole('button', { name: 'Enregistrer la convention' }))
  expect(await screen.findByRole('link', { name: 'Choisissez le contingent.' })).toBeVisible()
  await utilisateur.selectOptions(await screen.findByLabelText(/^Bailleur/), await screen.findByRole('option', { name: 'Archipel Habitat de démonstration' }))
  await utilisateur.selectOptions(screen.getByLabelText(/^Réservataire/), screen.getByRole('option', { name: 'Rennes Métropole' }))
  await utilisateur.selectOptions(screen.getByLabelText(/^Contingent/), 'COLTER')
  await utilisateur.type(screen.getByLabelText(/^Taux/), '16,5')
  await utilisateur.type(screen.getByLabelText(/^Objectif/), '96')
  await utilisateur.click(screen.getByRole('button', { name: 'Enregistrer la convention' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/conventions-de-flux'))
  expect(envoye).toMatchObject({ taux: 16.5, objectif: 96, type_reservataire: 'COLTER', mode_gestion: 'directe', relogements_anru: 'departement' })
})
