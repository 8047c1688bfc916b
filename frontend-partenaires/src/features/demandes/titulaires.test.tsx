import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { repond } from '@/test/api-handler.ts'
import { demandeDetail, uuid } from '@/test/fixtures/demandes.ts'
import { apercu, gestes } from '@/test/fixtures/doublons.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

const ONGLET = `/demandes/${uuid(1, 0)}/demandeur`

/** The window of the first holder's departure, and what is sent from it. */
async function unDepart() {
  const envoyes: Record<string, unknown>[] = []
  server.use(
    repond('post', '/demandes/{demande_id}/personnes', async ({ corps }) => {
      envoyes.push((await corps()) as Record<string, unknown>)
      return demandeDetail(0)
    }),
  )
  const { utilisateur } = await ouvrir(ONGLET)
  const [depart] = await screen.findAllByRole('button', { name: /^Départ de/ })
  await utilisateur.click(depart!)
  const fenetre = await screen.findByRole('dialog')
  return { utilisateur, fenetre, envoyes }
}

test('une séparation se lit avant de s’enregistrer, et attend le document vu', async () => {
  const { utilisateur, fenetre, envoyes } = await unDepart()
  const enregistrer = within(fenetre).getByRole('button', { name: 'Enregistrer ce départ' })
  expect(enregistrer).toBeDisabled()
  await utilisateur.click(within(fenetre).getByRole('combobox', { name: /Ce qui arrive/ }))
  await utilisateur.click(await screen.findByRole('option', { name: 'Séparation' }))
  expect(await within(fenetre).findByText(/reçoit sa propre demande/)).toBeVisible()
  expect(enregistrer).toBeDisabled()
  await utilisateur.click(within(fenetre).getByRole('combobox', { name: /Document vu/ }))
  await utilisateur.click(await screen.findByRole('option', { name: /Attestation sur l’honneur/ }))
  await utilisateur.click(enregistrer)
  await waitFor(() => expect(envoyes).toHaveLength(1))
  expect(envoyes[0]).toMatchObject({ sorte: 'separation', justificatif: 'attestation_honneur' })
})

test('un décès attend sa date, et le dit', async () => {
  const { utilisateur, fenetre, envoyes } = await unDepart()
  const choisir = async (quoi: RegExp) => {
    await utilisateur.click(within(fenetre).getByRole('combobox', { name: /Ce qui arrive/ }))
    await utilisateur.click(await screen.findByRole('option', { name: quoi }))
  }
  await choisir(/Séparation/)
  expect(within(fenetre).queryByLabelText(/Date du décès/)).toBeNull()
  await choisir(/Décès/)
  await utilisateur.click(await within(fenetre).findByRole('combobox', { name: /Document vu/ }))
  await utilisateur.click(await screen.findByRole('option', { name: /Attestation sur l’honneur/ }))
  const enregistrer = within(fenetre).getByRole('button', { name: 'Enregistrer ce départ' })
  expect(enregistrer).toBeDisabled()
  expect(within(fenetre).getByText('Donnez la date du décès.')).toBeVisible()
  await utilisateur.type(within(fenetre).getByLabelText(/Date du décès/), '2026-01-15')
  await waitFor(() => expect(enregistrer).toBeEnabled())
  await utilisateur.click(enregistrer)
  await waitFor(() => expect(envoyes).toHaveLength(1))
  expect(envoyes[0]).toMatchObject({ sorte: 'deces', le: '2026-01-15' })
})

test('ce qui n’est pas possible se dit dans la fenêtre, avec sa raison', async () => {
  const raisons = [{ code: 'inscrite-en-commission', phrase: 'Inscrite à la commission du 30/11.', parametres: {} }]
  server.use(repond('post', '/demandes/{demande_id}/personnes/apercu', apercu({ consequences: [], action: { code: 'deces', libelle: 'Décès', permise: false, raisons, montrer: true } })))
  const { utilisateur } = await ouvrir(ONGLET)
  const [depart] = await screen.findAllByRole('button', { name: /^Départ de/ })
  await utilisateur.click(depart!)
  const fenetre = await screen.findByRole('dialog')
  await utilisateur.click(within(fenetre).getByRole('combobox', { name: /Ce qui arrive/ }))
  await utilisateur.click(await screen.findByRole('option', { name: /Décès/ }))
  expect((await within(fenetre).findAllByText('Inscrite à la commission du 30/11.')).length).toBeGreaterThan(0)
  expect(within(fenetre).getByRole('button', { name: 'Enregistrer ce départ' })).toBeDisabled()
})

test('inscrite en commission, aucun titulaire ne bouge, et chaque bouton dit pourquoi', async () => {
  const raison = { code: 'inscrite-en-commission' as const, phrase: 'Inscrite à la commission du 30/11.', possible_le: null, parametres: {} }
  const refusees = Object.fromEntries(['ajout', 'separation', 'renonciation', 'deces', 'erreur'].map((code) => [code, raison]))
  server.use(repond('get', '/demandes/{demande_id}/actions', gestes(refusees)))
  await ouvrir(ONGLET)
  const boutons = [await screen.findByRole('button', { name: 'Ajouter un codemandeur' }), ...screen.getAllByRole('button', { name: /^Départ de/ })]
  for (const bouton of boutons) {
    expect(bouton).toHaveAttribute('aria-disabled', 'true')
    expect(bouton).toHaveAccessibleDescription('Inscrite à la commission du 30/11.')
  }
})

test('une situation protégée se voit d’abord, et les demandes liées aussi', async () => {
  const vue = demandeDetail(0)
  server.use(
    repond('get', '/demandes/{demande_id}', {
      ...vue,
      protection: { personne_id: null, depuis_le: null, par: null, motif: null, motif_libelle: null, contact: null, coordonnees_masquees: true },
      liens: [{ demande_id: uuid(1, 7), numero: '035112600012335A01', nature: 'separation', depuis_le: '2026-11-20' }],
    }),
  )
  await ouvrir(ONGLET)
  expect(await screen.findByText(/masquées pour votre profil/)).toBeVisible()
  expect(screen.getByText(/l’autre demande est/)).toBeVisible()
  await verifierAccessibilite(document.body)
})

test('une séparation se défait avec un motif et l’accord des deux, ou dit pourquoi elle ne se défait plus', async () => {
  const envoyes: unknown[] = []
  const separation = {
    id: uuid(9, 1),
    autre_id: uuid(1, 7),
    autre_numero: '035112600012335A01',
    le: '2026-11-20T10:00:00Z',
    par: 'Anne Le Gall',
    organisme: 'Armor Habitat',
    justificatif: 'Accord écrit',
    annulable_jusqu_au: '2027-01-19',
    defaite_le: null,
    motif_defaite: null,
    action: { code: 'defaire-la-separation', libelle: 'Défaire la séparation', permise: true, raisons: [] },
  }
  server.use(
    repond('get', '/demandes/{demande_id}', {
      ...demandeDetail(0),
      liens: [{ demande_id: uuid(1, 7), numero: '035112600012335A01', nature: 'separation', depuis_le: '2026-11-20' }],
    }),
    repond('get', '/demandes/{demande_id}/separations', [separation]),
    repond('post', '/demandes/{demande_id}/separations/{separation_id}/defaite', async ({ corps }) => {
      envoyes.push(await corps())
      return demandeDetail(0)
    }),
  )
  const { utilisateur } = await ouvrir(ONGLET)
  await utilisateur.click(await screen.findByRole('button', { name: 'Défaire la séparation' }))
  const fenetre = await screen.findByRole('dialog')
  const valider = within(fenetre).getByRole('button', { name: 'Défaire la séparation' })
  expect(valider).toBeDisabled()
  await utilisateur.type(within(fenetre).getByRole('textbox', { name: /Motif/ }), 'Remis ensemble')
  await utilisateur.click(within(fenetre).getByRole('checkbox', { name: /accord écrit des deux/ }))
  await utilisateur.click(valider)
  await waitFor(() => expect(envoyes).toEqual([{ motif: 'Remis ensemble', accord_des_deux: true }]))
})
