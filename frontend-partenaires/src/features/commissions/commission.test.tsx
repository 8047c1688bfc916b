import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { refuse, repond } from '@/test/api-handler.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { seanceDetail } from '@/test/fixtures/instruction.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

const SEANCE = `/commissions/${uuid(9, 1)}`

test('chacune des cinq décisions ne demande que ce qu’il lui faut', async () => {
  let envoye: unknown
  server.use(
    repond('post', '/commissions/{commission_id}/decisions', async ({ corps }) => {
      envoye = await corps()
      const decidee = seanceDetail()
      for (const { passages } of decidee.biens) for (const passage of passages) passage.version += 1
      return new Response(JSON.stringify(decidee), { headers: { 'Content-Type': 'application/json' } })
    }),
  )
  const { utilisateur, container } = await ouvrir(`${SEANCE}?apercu=${uuid(7, 4)}`)
  const panneau = await screen.findByRole('complementary', { name: /BENALI/ })
  const enregistrer = within(panneau).getByRole('button', { name: 'Enregistrer la décision' })
  expect(enregistrer).toBeDisabled()
  await utilisateur.click(within(panneau).getByRole('radio', { name: 'Attribution avec rang' }))
  expect(enregistrer).toBeDisabled()
  await utilisateur.type(within(panneau).getByRole('textbox', { name: /Rang/ }), '2')
  expect(enregistrer).toBeEnabled()
  await utilisateur.click(within(panneau).getByRole('radio', { name: 'Attribution sous condition suspensive' }))
  expect(enregistrer).toBeDisabled()
  await utilisateur.click(within(panneau).getByRole('radio', { name: 'Attribution' }))
  await utilisateur.click(enregistrer)
  expect(await screen.findByText(/Décision enregistrée/)).toBeVisible()
  expect(envoye).toMatchObject({ proposition_id: uuid(7, 4), version: 2, decision: 'ATT', rang: null, motif: null, condition: null })
  await verifierAccessibilite(container)
})

test('avec moins de trois candidats, attribuer demande de dire pourquoi', async () => {
  const { utilisateur } = await ouvrir(`${SEANCE}?apercu=${uuid(7, 7)}`)
  const panneau = await screen.findByRole('complementary', { name: /BENALI Claire/ })
  await utilisateur.click(within(panneau).getByRole('radio', { name: 'Attribution' }))
  expect(within(panneau).getByRole('button', { name: 'Enregistrer la décision' })).toBeDisabled()
  await utilisateur.type(within(panneau).getByLabelText(/Pourquoi moins de candidats/), 'Deux candidatures seulement')
  expect(within(panneau).getByRole('button', { name: 'Enregistrer la décision' })).toBeEnabled()
})

test('celui qui décide après un autre lit pourquoi, et rien n’est perdu', async () => {
  server.use(repond('post', '/commissions/{commission_id}/decisions', () => refuse({ status: 409, code: 'modification-concurrente', title: 'Quelqu’un a modifié.' })))
  const { utilisateur } = await ouvrir(`${SEANCE}?apercu=${uuid(7, 4)}`)
  const panneau = await screen.findByRole('complementary', { name: /BENALI/ })
  await utilisateur.click(within(panneau).getByRole('radio', { name: 'Attribution' }))
  await utilisateur.type(within(panneau).getByLabelText(/Commentaire/), 'Unanimité')
  await utilisateur.click(within(panneau).getByRole('button', { name: 'Enregistrer la décision' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('Quelqu’un d’autre a modifié cette fiche')
  expect(within(panneau).getByLabelText(/Commentaire/)).toHaveValue('Unanimité')
})

test('une séance se crée avec sa date et son lieu, et s’ouvre', async () => {
  let envoye: unknown
  server.use(
    repond('post', '/commissions', async ({ corps }) => {
      envoye = await corps()
      return seanceDetail()
    }),
  )
  const { utilisateur, router } = await ouvrir('/commissions')
  await utilisateur.click(screen.getByRole('button', { name: 'Créer une séance' }))
  const dialogue = await screen.findByRole('dialog')
  const creer = within(dialogue).getByRole('button', { name: 'Créer la séance' })
  expect(creer).toHaveAccessibleDescription('Choisissez la date de la séance.')
  await utilisateur.type(within(dialogue).getByLabelText(/Date de la séance/), '2026-12-14')
  expect(creer).toHaveAccessibleDescription('Dites où elle se tient.')
  await utilisateur.type(within(dialogue).getByLabelText(/^Lieu/), 'Siège')
  await utilisateur.click(creer)
  await waitFor(() => expect(router.state.location.pathname).toBe(SEANCE))
  expect(envoye).toEqual({ tenue_le: '2026-12-14', heure: null, lieu: 'Siège', mode: 'PRESENTIEL' })
})

test('les séances se filtrent par état dans l’adresse', async () => {
  const lues: string[] = []
  server.use(
    repond('get', '/commissions', ({ url }) => {
      lues.push(url.search)
      return { items: [], total: 0, total_plafonne: false, page: 1, size: 50 }
    }),
  )
  await ouvrir('/commissions?etat=OUVERTE&page=zzz')
  await waitFor(() => expect(lues.at(-1)).toBe('?size=50&etat=OUVERTE'))
})

test('une séance incomplète dit ce qui manque pour la clore, et montre son histoire', async () => {
  await ouvrir(SEANCE)
  expect(screen.getByRole('button', { name: 'Clôturer la commission' })).toHaveAccessibleDescription(/Cinq candidats n’ont pas encore de décision\./)
  expect(await screen.findByText('Séance créée')).toBeVisible()
})
