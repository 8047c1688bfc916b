import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { refuse, repond } from '@/test/api-handler.ts'
import { secteurs } from '@/test/fixtures/secteurs.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

test('chaque secteur dit son EPCI, ce qu’il couvre, sa période et la décision qui le fonde', async () => {
  const { container } = await ouvrir('/secteurs')
  const tableau = await screen.findByRole('table', { name: 'Secteurs du département' })
  const nord = within(tableau).getByRole('row', { name: /Couronne nord/ })
  expect(nord).toHaveTextContent('Betton, Rennes (Cleunay)')
  expect(nord).toHaveTextContent('Se choisit')
  expect(nord).toHaveTextContent('Délibération du 3 mars 2026')
  expect(within(tableau).getByRole('row', { name: /Ancienne ceinture/ })).toHaveTextContent('31/03/2026')
  await verifierAccessibilite(container)
})

test('un secteur s’ouvre avec ses communes, leurs quartiers et sa décision', async () => {
  let corps: unknown
  server.use(
    repond('post', '/secteurs', async (contexte) => {
      corps = await contexte.corps()
      return secteurs
    }),
  )
  const { utilisateur } = await ouvrir('/secteurs')
  await utilisateur.click(await screen.findByRole('button', { name: 'Ouvrir un secteur' }))
  const fenetre = await screen.findByRole('dialog', { name: 'Ouvrir un secteur' })
  await utilisateur.type(within(fenetre).getByRole('textbox', { name: 'Nom' }), 'Couronne nord')
  await utilisateur.click(within(fenetre).getByRole('combobox', { name: 'EPCI' }))
  await utilisateur.click(await screen.findByRole('option', { name: 'Rennes Métropole' }))
  await utilisateur.click(within(fenetre).getByRole('combobox', { name: 'Communes' }))
  await utilisateur.click(await screen.findByRole('option', { name: 'Betton' }))
  await utilisateur.type(await within(fenetre).findByRole('textbox', { name: 'Quartiers (Betton)' }), 'Le Bourg{Enter}La Gare')
  await utilisateur.type(within(fenetre).getByRole('textbox', { name: 'Délibération ou décision' }), 'Délibération 12')
  await utilisateur.type(within(fenetre).getByLabelText(/Se choisit à partir du/), '2026-12-01')
  await utilisateur.click(within(fenetre).getByRole('button', { name: 'Ouvrir le secteur' }))
  await waitFor(() =>
    expect(corps).toEqual({
      epci: '243500139',
      nom: 'Couronne nord',
      communes: ['35024'],
      quartiers: [
        { commune: '35024', nom: 'Le Bourg' },
        { commune: '35024', nom: 'La Gare' },
      ],
      acte: 'Délibération 12',
      du: '2026-12-01',
    }),
  )
})

test('fermer dit ce que gardent les demandes, et un refus s’explique', async () => {
  server.use(repond('post', '/secteurs/{secteur_id}/fermeture', () => refuse({ status: 409, code: 'secteur-ferme', title: 'Fermé.' })))
  const { utilisateur } = await ouvrir('/secteurs')
  await utilisateur.click(await screen.findByRole('button', { name: 'Fermer' }))
  const fenetre = await screen.findByRole('dialog', { name: /Fermer «\sCouronne nord/ })
  expect(fenetre).toHaveTextContent('Les demandes qui l’ont choisi gardent ses communes.')
  await utilisateur.type(within(fenetre).getByLabelText(/Dernier jour/), '2026-12-31')
  await utilisateur.click(within(fenetre).getByRole('button', { name: 'Fermer le secteur' }))
  expect(await within(fenetre).findByRole('alert')).toHaveTextContent('Ce secteur est déjà fermé.')
})

test('une fermeture encore à venir se corrige, et l’écran redit le jour', async () => {
  const prevu = { ...secteurs.items[0]!, au: '2027-01-31', fermer: { ...secteurs.items[0]!.fermer, libelle: 'Changer la date' } }
  let corps: unknown
  server.use(
    repond('get', '/secteurs', { ...secteurs, items: [prevu] }),
    repond('post', '/secteurs/{secteur_id}/fermeture', async (contexte) => {
      corps = await contexte.corps()
      return secteurs
    }),
  )
  const { utilisateur } = await ouvrir('/secteurs')
  await utilisateur.click(await screen.findByRole('button', { name: 'Changer la date' }))
  const fenetre = await screen.findByRole('dialog', { name: /Changer la fermeture de «\sCouronne nord/ })
  const champ = within(fenetre).getByLabelText(/Dernier jour/)
  expect(champ).toHaveValue('2027-01-31')
  await utilisateur.clear(champ)
  await utilisateur.type(champ, '2026-12-31')
  await utilisateur.click(within(fenetre).getByRole('button', { name: 'Enregistrer la date' }))
  expect(await screen.findByText(/ne se choisira plus après le 31\/12\/2026/)).toBeVisible()
  expect(corps).toEqual({ au: '2026-12-31' })
})

test('au guichet, un secteur s’ajoute après les communes et part avec la demande', async () => {
  const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 0)}/saisie`)
  await utilisateur.click(await screen.findByRole('combobox', { name: 'Ajouter un secteur' }))
  await utilisateur.click(await screen.findByRole('option', { name: /Couronne nord, Rennes Métropole : Betton, Rennes \(Cleunay\)/ }))
  const choisis = screen.getByRole('group', { name: /Secteurs souhaités/ })
  expect(within(choisis).getByRole('listitem')).toHaveTextContent('Couronne nord')
})
