import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { refuse, repond } from '@/test/api-handler.ts'
import { bienDetail, residences } from '@/test/fixtures/biens.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { session } from '@/test/fixtures/session.ts'
import { ouvrir } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

test('ce qui manque est résumé en haut, et chaque phrase mène à son champ', async () => {
  const { utilisateur } = await ouvrir('/biens/nouveau')
  await utilisateur.click(await screen.findByRole('button', { name: 'Enregistrer la vacance' }))
  const resume = await screen.findByRole('alert')
  expect(resume).toHaveFocus()
  expect(within(resume).getAllByRole('link').map((lien) => lien.textContent).slice(0, 2)).toEqual(['Choisissez le type de logement.', 'Saisissez l’adresse.'])
  await utilisateur.click(within(resume).getByRole('link', { name: 'Saisissez l’adresse.' }))
  expect(screen.getByLabelText(/^Adresse/)).toHaveFocus()
})

test('un bien saisi est suivi par celui qui le saisit, et mène à sa fiche', async () => {
  let envoye: unknown
  server.use(
    repond('post', '/biens', async ({ corps }) => {
      envoye = await corps()
      return bienDetail(0)
    }),
  )
  const { utilisateur, router } = await ouvrir('/biens/nouveau')
  const ecrire = async (champ: RegExp, texte: string) => utilisateur.type(screen.getByLabelText(champ), texte)
  await utilisateur.selectOptions(screen.getByLabelText(/^Type/), 'T2')
  await ecrire(/^Adresse/, '12 rue de l’Alma')
  await ecrire(/^Code postal/, '35000')
  await utilisateur.click(screen.getByRole('combobox', { name: /Commune/ }))
  await utilisateur.click(await screen.findByRole('option', { name: 'Rennes (35000)' }))
  await ecrire(/^Surface/, '45')
  await utilisateur.selectOptions(screen.getByLabelText(/^Financement/), 'PLUS')
  await ecrire(/^Disponible le/, '2026-12-01')
  await ecrire(/^Loyer \*|^Loyer$/, '306,49')
  expect(screen.getByText(/Mensualité : 306,49/)).toBeVisible()
  await utilisateur.click(screen.getByRole('button', { name: 'Enregistrer la vacance' }))
  await waitFor(() => expect(router.state.location.pathname).toBe(`/biens/${uuid(6, 0)}`))
  expect(envoye).toMatchObject({ commune: '35238', loyer: 306.49, charge_de_clientele: session.compte.id, type_reservataire: 'AUCUN' })
})

test('la référence déjà prise le dit, la saisie reste', async () => {
  server.use(repond('patch', '/biens/{bien_id}', () => refuse({ status: 409, code: 'bien-deja-enregistre', title: 'La référence 0012-9 est déjà celle d’un autre bien.' })))
  const { utilisateur } = await ouvrir(`/biens/${uuid(6, 0)}/modifier`)
  const reference = await screen.findByLabelText('Référence')
  await utilisateur.clear(reference)
  await utilisateur.type(reference, '0012-9')
  await utilisateur.click(screen.getByRole('button', { name: 'Enregistrer les modifications' }))
  expect(await screen.findByText('La référence 0012-9 est déjà celle d’un autre bien.')).toBeVisible()
  expect(reference).toHaveValue('0012-9')
})

test('quitter une vacance commencée demande d’abord', async () => {
  const { utilisateur, router } = await ouvrir('/biens/nouveau')
  await utilisateur.type(screen.getByLabelText(/^Adresse/), '3 place')
  await utilisateur.click(screen.getByRole('link', { name: 'Annuler' }))
  expect(await screen.findByRole('dialog', { name: /Quitter sans enregistrer/ })).toBeVisible()
  expect(router.state.location.pathname).toBe('/biens/nouveau')
})

test('un bien engagé dit pourquoi ses conditions ne changent plus', async () => {
  const { utilisateur } = await ouvrir(`/biens/${uuid(6, 1)}`)
  await utilisateur.click(screen.getByRole('button', { name: /pas encore possibles/ }))
  const liste = await screen.findByRole('list', { name: 'Actions pas encore possibles' })
  expect(within(liste).getAllByText(/Des candidats sont déjà proposés/)[0]).toBeVisible()
  expect(within(liste).getAllByText(/À qui s’adresser : le bailleur du logement/)[0]).toBeVisible()
})

test('retirer un bien demande son motif avant de laisser faire', async () => {
  let envoye: unknown
  server.use(
    repond('post', '/biens/{bien_id}/retrait', async ({ corps }) => {
      envoye = await corps()
      return bienDetail(0)
    }),
  )
  const { utilisateur } = await ouvrir(`/biens/${uuid(6, 0)}`)
  await utilisateur.click(screen.getByRole('button', { name: 'Retirer de la location' }))
  const dialogue = await screen.findByRole('dialog')
  expect(within(dialogue).getByRole('button', { name: 'Retirer' })).toBeDisabled()
  expect(within(dialogue).getByRole('button', { name: 'Retirer' })).toHaveAccessibleDescription('Choisissez un motif.')
  await utilisateur.click(within(dialogue).getByRole('combobox', { name: /Motif/ }))
  await utilisateur.click(await screen.findByRole('option', { name: 'Vente du logement' }))
  await utilisateur.click(within(dialogue).getByRole('button', { name: 'Retirer' }))
  expect(await screen.findByText('Le logement est retiré de la location.')).toBeVisible()
  expect(envoye).toEqual({ version: 1, motif: 'VENTE', precision: '' })
})

test('une résidence qui manque s’ajoute sans perdre la vacance commencée', async () => {
  let envoye: unknown
  server.use(
    repond('post', '/residences', async ({ corps }) => {
      envoye = await corps()
      return { ...residences[0]!, id: uuid(17, 9), nom: 'Les Tilleuls' }
    }),
  )
  const { utilisateur } = await ouvrir('/biens/nouveau')
  await utilisateur.type(screen.getByLabelText(/^Adresse/), '12 rue de l’Alma')
  await utilisateur.type(screen.getByLabelText(/^Code postal/), '35000')
  await utilisateur.click(screen.getByRole('button', { name: 'Ajouter la résidence à mon patrimoine' }))
  const dialogue = await screen.findByRole('dialog')
  expect(within(dialogue).getByLabelText(/^Adresse/)).toHaveValue('12 rue de l’Alma')
  await utilisateur.type(within(dialogue).getByLabelText(/Nom de la résidence/), 'Les Tilleuls')
  await utilisateur.click(within(dialogue).getByRole('combobox', { name: /Commune/ }))
  await utilisateur.click(await screen.findByRole('option', { name: 'Rennes (35000)' }))
  await utilisateur.click(within(dialogue).getByRole('button', { name: 'Ajouter' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
  expect(screen.getByRole('combobox', { name: 'Résidence' })).toHaveValue('Les Tilleuls')
  expect(screen.getByLabelText(/^Adresse/)).toHaveValue('12 rue de l’Alma')
  expect(envoye).toMatchObject({ nom: 'Les Tilleuls', adresse: '12 rue de l’Alma', commune: '35238', qpv: false })
})
