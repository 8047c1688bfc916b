import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { repond } from '@/test/api-handler.ts'
import { demandeDetail, formulaire, uuid } from '@/test/fixtures/demandes.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

const frere = { ...formulaire.occupants[0]!, id: uuid(2, 9), prenom: 'Yann', lien: 'A' as const, a_charge: false }
const mal = {
  ...demandeDetail(0),
  formulaire: { ...formulaire, occupants: [frere] },
  occupants_a_rattacher: [frere.id],
  controles: [{ champ: 'occupants.0.a_charge', niveau: 'alerte', code: 'occupant-a-rattacher', message: 'Attention ! Les occupants avec le lien de parenté' }],
}

test('chaque règle se lit avec sa source, et dit si son montant est à vérifier', async () => {
  const { container } = await ouvrir(`/demandes/${uuid(1, 0)}/revenus`)
  const regles = await screen.findByRole('region', { name: 'Ce que disent les règles' })
  expect(within(regles).getByText(/Le plafond PLAI de la catégorie 4/)).toBeVisible()
  expect(within(regles).getByText('À vérifier sur le texte officiel.')).toBeVisible()
  expect(within(regles).getByText(/Arrêté du 29 juillet 1987/)).toBeVisible()
  const plafonds = screen.getByRole('region', { name: 'Revenu fiscal et plafonds' })
  expect(within(plafonds).getByText(/barème 2026 hors Île-de-France, à vérifier/)).toBeVisible()
  await verifierAccessibilite(container)
})

test('le délai dépassé se lit dans l’en-tête, avec sa date sur la fiche', async () => {
  await ouvrir(`/demandes/${uuid(1, 0)}`)
  expect((await screen.findAllByText('Délai anormalement long')).length).toBeGreaterThan(1)
  expect(screen.getByText(/est dépassé depuis le 12 septembre 2026/)).toBeVisible()
})

test('un occupant mal rattaché devient codemandeur en une action', async () => {
  let envoye: unknown
  server.use(
    repond('get', '/demandes/{demande_id}', mal),
    repond('post', '/demandes/{demande_id}/occupants/{personne_id}/nature', async ({ corps }) => {
      envoye = await corps()
      return demandeDetail(0)
    }),
  )
  const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 0)}/revenus`)
  const remedes = await screen.findByRole('group', { name: 'Yann BENALI' })
  expect(within(remedes).getByRole('button', { name: 'En faire un codemandeur' })).toBeDisabled()
  expect(within(remedes).getByText('Choisissez son lien avec le demandeur.')).toBeVisible()
  await utilisateur.selectOptions(within(remedes).getByRole('combobox'), 'FRAT')
  await utilisateur.click(within(remedes).getByRole('button', { name: 'En faire un codemandeur' }))
  await waitFor(() => expect(screen.queryByRole('group', { name: 'Yann BENALI' })).toBeNull())
  expect(envoye).toEqual({ version: 3, lien: 'FRAT' })
})

test('il se met à charge en une action', async () => {
  let envoye: unknown
  server.use(
    repond('get', '/demandes/{demande_id}', mal),
    repond('post', '/demandes/{demande_id}/occupants/{personne_id}/charge', async ({ corps }) => {
      envoye = await corps()
      return demandeDetail(0)
    }),
  )
  const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 0)}/occupants`)
  await utilisateur.click(await screen.findByRole('button', { name: 'Mettre à charge fiscalement' }))
  await waitFor(() => expect(envoye).toEqual({ version: 3 }))
})

test('les compléments disent qui suit le foyer et ce que le handicap demande', async () => {
  const fiche = { personne_id: formulaire.demandeur!.id, reconnu: true, tierce_personne: false, moteur: ['MI' as const], sensoriel: [], aides: [], equipements: ['3' as const], besoin: 'Porte large' }
  server.use(
    repond('get', '/demandes/{demande_id}', { ...demandeDetail(0), formulaire: { ...formulaire, handicaps: [fiche], accompagnement: { nom: 'CCAS de Rennes', telephone: '0299000000' } } }),
  )
  const { container } = await ouvrir(`/demandes/${uuid(1, 0)}/complements`)
  expect(await screen.findByText('CCAS de Rennes')).toBeVisible()
  expect(within(screen.getByRole('region', { name: /Complément handicap/ })).getByText('Porte large')).toBeVisible()
  await verifierAccessibilite(container)
})
