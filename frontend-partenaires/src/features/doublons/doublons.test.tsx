import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { repond } from '@/test/api-handler.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { doublon } from '@/test/fixtures/doublons.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

const PAGE = `/doublons/${uuid(8, 1)}`

test('la liste dit qui, avec quelle certitude, et pourquoi', async () => {
  await ouvrir('/doublons')
  const lien = await screen.findByRole('link', { name: /CHOROUOT Martine, 12\/05\/1984/ })
  expect(lien).toHaveAttribute('href', expect.stringContaining(PAGE))
  expect(screen.getByText('Peut-être la même personne')).toBeVisible()
  await verifierAccessibilite(document.body)
})

test('la comparaison marque ce qui est identique, avec les raisons pour et contre', async () => {
  await ouvrir(PAGE)
  const table = await screen.findByRole('table', { name: /rubrique par rubrique/ })
  const nom = within(table).getByRole('row', { name: /Nom de naissance/ })
  expect(within(nom).getByText('identique')).toBeVisible()
  expect(within(within(table).getByRole('row', { name: /Prénoms/ })).queryByText('identique')).toBeNull()
  expect(screen.getByText('Ce sont peut-être des jumeaux.')).toBeVisible()
  await verifierAccessibilite(document.body)
})

test('une décision attend sa conclusion et son motif, en disant lequel manque', async () => {
  const envoyes: unknown[] = []
  server.use(
    repond('post', '/doublons/{doublon_id}/decision', async ({ corps }) => {
      envoyes.push(await corps())
      return doublon({ version: 2, decision: 'pas_un_doublon', decision_libelle: 'Deux personnes différentes' })
    }),
  )
  const { utilisateur } = await ouvrir(PAGE)
  const bouton = await screen.findByRole('button', { name: 'Enregistrer ma décision' })
  expect(bouton).toBeDisabled()
  expect(screen.getByText('Choisissez une conclusion.')).toBeVisible()
  await utilisateur.click(screen.getByRole('radio', { name: /deux personnes différentes/ }))
  await utilisateur.type(screen.getByRole('textbox', { name: /Ce qui me fait conclure/ }), 'Pièces comparées.')
  await utilisateur.click(bouton)
  await waitFor(() => expect(envoyes).toEqual([{ version: 1, decision: 'pas_un_doublon', motif: 'Pièces comparées.' }]))
})

test('fusionner demande d’avoir comparé les pièces et dit quelle demande reste', async () => {
  const envoyes: unknown[] = []
  server.use(
    repond('post', '/doublons/{doublon_id}/fusion', async ({ corps }) => {
      envoyes.push(await corps())
      return doublon({ version: 2 })
    }),
  )
  const { utilisateur } = await ouvrir(PAGE)
  const [garder] = await screen.findAllByRole('button', { name: /^Garder 0/ })
  await utilisateur.click(garder!)
  const fenetre = await screen.findByRole('dialog')
  const fusionner = within(fenetre).getByRole('button', { name: 'Fusionner les deux demandes' })
  expect(fusionner).toBeDisabled()
  await utilisateur.click(within(fenetre).getByRole('checkbox', { name: /comparé les pièces/ }))
  await utilisateur.type(within(fenetre).getByRole('textbox', { name: /Ce qui me fait conclure/ }), 'Même CNI.')
  await utilisateur.click(fusionner)
  await waitFor(() => expect(envoyes).toEqual([{ version: 1, gardee_id: uuid(1, 1), sections: [], motif: 'Même CNI.', identite_verifiee: true }]))
})

test('une demande qui ne peut pas être gardée dit pourquoi', async () => {
  const [une, autre] = doublon().demandes
  const refusee = { ...une!, garder: { ...une!.garder, permise: false, raisons: [{ code: 'inscrite-en-commission', phrase: 'Inscrite à la commission du 30/11.', parametres: {} }] } }
  server.use(repond('get', '/doublons/{doublon_id}', doublon({ demandes: [refusee, autre!] })))
  const { utilisateur } = await ouvrir(PAGE)
  const [garder] = await screen.findAllByRole('button', { name: /^Garder 0/ })
  expect(garder).toHaveAttribute('aria-disabled', 'true')
  await utilisateur.click(garder!)
  expect((await screen.findAllByText('Inscrite à la commission du 30/11.')).length).toBeGreaterThan(1)
})
