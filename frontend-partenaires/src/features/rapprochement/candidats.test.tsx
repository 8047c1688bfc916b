import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { repond } from '@/test/api-handler.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { propositionResume } from '@/test/fixtures/instruction.ts'
import { ouvrir } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

const BIEN = `/biens/${uuid(6, 0)}/candidats`

test('les candidats retenus sont dans l’adresse et se proposent ensemble', async () => {
  let envoye: unknown
  server.use(
    repond('post', '/biens/{bien_id}/propositions', async ({ corps }) => {
      envoye = await corps()
      return new Response(JSON.stringify([propositionResume(0)]), { status: 201, headers: { 'Content-Type': 'application/json' } })
    }),
  )
  const { utilisateur, router } = await ouvrir(BIEN)
  const premiers = await screen.findAllByRole('checkbox', { name: /Cocher MARTIN|Cocher NGUYEN/ })
  await utilisateur.click(premiers[0]!)
  await utilisateur.click(premiers[1]!)
  expect(router.state.location.search).toMatchObject({ retenus: [uuid(1, 0), uuid(1, 20)] })
  expect(screen.getByText('2 demandes retenues')).toBeVisible()
  await utilisateur.click(screen.getByRole('button', { name: 'Proposer' }))
  const dialogue = await screen.findByRole('dialog')
  expect(dialogue).toHaveTextContent('au moins trois candidats')
  await utilisateur.click(within(dialogue).getByRole('button', { name: 'Proposer' }))
  expect(await screen.findByText(/proposition créée/)).toBeVisible()
  expect(envoye).toEqual({ demandes: [uuid(1, 0), uuid(1, 20)] })
})

test('une demande déjà proposée ne se coche plus', async () => {
  await ouvrir(BIEN)
  const proposee = await screen.findByRole('row', { name: /Déjà proposé/ })
  expect(within(proposee).getByRole('checkbox')).toBeDisabled()
})

test('chaque condition qui manque à une demande connue est dite', async () => {
  const { utilisateur } = await ouvrir(BIEN)
  await utilisateur.click(await screen.findByRole('button', { name: /Pourquoi cette demande/ }))
  await utilisateur.type(screen.getByLabelText('Numéro unique'), '035 0424 000103 35238')
  await utilisateur.click(screen.getByRole('button', { name: 'Expliquer' }))
  expect(await screen.findByText(/Deux conditions ne sont pas remplies/)).toBeVisible()
  expect(screen.getByText(/trop petit pour quatre personnes/)).toBeVisible()
})
