import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { repond } from '@/test/api-handler.ts'
import { demandeDetail, uuid } from '@/test/fixtures/demandes.ts'
import { doublon as doublonDetail } from '@/test/fixtures/doublons.ts'
import { ouvrir } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

test('il faut avoir vérifié l’identité et écarté les doublons', async () => {
  let envoye: unknown
  server.use(
    repond('post', '/demandes/{demande_id}/validation', async ({ corps }) => {
      envoye = await corps()
      return new Response(JSON.stringify({ ...demandeDetail(3), etat: 'AC', numero_unique: '035112600012335238' }), { headers: { 'Content-Type': 'application/json' } })
    }),
  )
  const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 3)}/validation`)
  const decision = await screen.findByRole('region', { name: 'Décision' })
  const valider = within(decision).getByRole('button', { name: 'Valider la demande' })
  expect(valider).toBeDisabled()
  await utilisateur.click(within(decision).getByRole('checkbox'))
  expect(valider).toBeDisabled()
  await utilisateur.type(within(decision).getByRole('textbox'), 'Sœurs jumelles')
  await utilisateur.click(valider)
  expect(await screen.findByText(/validée sous le numéro\s035\s1126\s000123\s35238/)).toBeVisible()
  expect(envoye).toEqual({ version: 3, identite_verifiee: true, doublon_ecarte: 'Sœurs jumelles', pour_le_compte_de: null })
})

test('un mandataire enregistre au nom du service qu’il choisit ; le sien est refusé avec sa raison', async () => {
  let envoye: unknown
  const phrase = 'Depuis le 1er mars 2026, Ville dispensée n’enregistre plus de demande (accord n° 3). C’est Guichet unique qui enregistre cette demande.'
  server.use(
    repond('get', '/demandes/{demande_id}/doublons', []),
    repond('get', '/demandes/{demande_id}/services-enregistreurs', [
      { organisme_id: uuid(3, 1), nom: 'Ville dispensée', acte: null, raison: { code: 'enregistrement-reserve', phrase, parametres: {} } },
      { organisme_id: uuid(3, 2), nom: 'Ville de Mandat', acte: 'délibération n° 12', raison: null },
    ]),
    repond('post', '/demandes/{demande_id}/validation', async ({ corps }) => {
      envoye = await corps()
      return demandeDetail(3)
    }),
  )
  const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 3)}/validation`)
  const decision = await screen.findByRole('region', { name: 'Décision' })
  const valider = within(decision).getByRole('button', { name: 'Valider la demande' })
  const service = await within(decision).findByLabelText('Enregistrer au nom de')
  expect(service).toHaveDisplayValue('Ville de Mandat (délibération n° 12)')
  await utilisateur.selectOptions(service, 'Ville dispensée')
  expect(valider).toHaveAccessibleDescription(phrase)
  await utilisateur.selectOptions(service, 'Ville de Mandat (délibération n° 12)')
  await utilisateur.click(within(decision).getByRole('checkbox'))
  await utilisateur.click(valider)
  await waitFor(() => expect(envoye).toMatchObject({ pour_le_compte_de: uuid(3, 2) }))
})

test('la même personne reconnue se note, puis se compare sur sa page', async () => {
  const notees: string[] = []
  server.use(
    repond('put', '/demandes/{demande_id}/doublons/{autre_id}', ({ url }) => {
      notees.push(url.pathname)
      return doublonDetail()
    }),
  )
  const { utilisateur, router } = await ouvrir(`/demandes/${uuid(1, 3)}/validation`)
  const [meme] = await screen.findAllByRole('button', { name: /^C’est la même personne/ })
  await utilisateur.click(meme!)
  await waitFor(() => expect(router.state.location.pathname).toBe(`/doublons/${doublonDetail().id}`))
  expect(notees).toHaveLength(1)
})

test('sans pièce d’identité, l’écran le dit et ne laisse pas valider', async () => {
  server.use(repond('get', '/demandes/{demande_id}/pieces', []), repond('get', '/demandes/{demande_id}/doublons', []))
  await ouvrir(`/demandes/${uuid(1, 3)}/validation`)
  expect(await screen.findByText(/Aucune pièce d’identité/)).toBeVisible()
  const decision = await screen.findByRole('region', { name: 'Décision' })
  expect(within(decision).getByRole('checkbox')).toBeDisabled()
})
