import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import type { DeploiementVu } from '@/api/types.ts'
import { refuse, repond } from '@/test/api-handler.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

const version = (statut_libelle: string, autres: Partial<NonNullable<DeploiementVu['epcis'][number]['suivante']>>) => ({
  grille_id: uuid(16, 1),
  libelle: 'Grille, version 1',
  statut_libelle,
  test_du: null,
  test_au: null,
  effet_du: null,
  ...autres,
})

const deploiement: DeploiementVu = {
  le: '2026-11-27',
  echeance_legale: '2023-12-31',
  reference: 'Loi n° 2022-217',
  phrase: '1 EPCI sur 2 applique une grille. L’échéance légale était le 31 décembre 2023.',
  etapes: [
    { etape: 'en_vigueur', etape_libelle: 'Grille en vigueur', epcis: 1 },
    { etape: 'test', etape_libelle: 'Grille en test', epcis: 1 },
  ],
  epcis: [
    { epci: '243500139', epci_nom: 'Rennes Métropole', obligation: { code: 'tenu', libelle: 'Obligé par la loi', phrase: 'Métropole : elle doit avoir un programme local de l’habitat.', reference: 'CCH, article L302-1, IV' }, etape: 'en_vigueur', etape_libelle: 'Grille en vigueur', en_vigueur: version('Publiée', { effet_du: '2024-01-01' }), suivante: null, acteurs: ['Nathan Morel'], dernier_acte: null, dernier_acte_le: null },
    { epci: '243500782', epci_nom: 'Saint-Malo Agglomération', obligation: { code: 'tenu', libelle: 'Obligé par la loi', phrase: 'Communauté d’agglomération : elle doit avoir un programme local de l’habitat.', reference: 'CCH, article L302-1, IV' }, etape: 'test', etape_libelle: 'Grille en test', en_vigueur: null, suivante: version('En test', { test_du: '2026-09-01' }), acteurs: [], dernier_acte: 'Grille mise en test, Nathan', dernier_acte_le: '2026-09-01T10:00:00Z' },
  ],
  annee: 2026,
  dates: [
    { le: '2026-09-01', sorte: 'test', sorte_libelle: 'Mise en test', titre: 'Saint-Malo Agglomération : Grille, version 1', grille_id: uuid(16, 1), rendez_vous: null },
    {
      le: '2026-12-10',
      sorte: 'rendez_vous',
      sorte_libelle: 'Webinaire',
      titre: 'Préparer le bilan',
      grille_id: null,
      rendez_vous: { id: uuid(30, 1), debut: '2026-12-10T13:00:00Z', ou: 'https://visio.exemple.test/1', epcis: [], invites: 4, annule: false, annuler: { code: 'annuler', libelle: 'Annuler', permise: true, raisons: [] } },
    },
  ],
  planifier: { code: 'planifier', libelle: 'Planifier un rendez-vous', permise: true, raisons: [] },
}

test('un tableau dit l’étape, la période de test, le lancement et qui écrit ; l’année se lit au-dessous', async () => {
  server.use(repond('get', '/deploiement-de-la-cotation', () => deploiement))
  const { container, utilisateur } = await ouvrir('/deploiement-de-la-cotation')
  const tableau = await screen.findByRole('table', { name: 'EPCI du département' })
  const rennes = within(tableau).getByRole('row', { name: /Rennes Métropole/ })
  expect(rennes).toHaveTextContent('Grille en vigueur')
  expect(rennes).toHaveTextContent('01/01/2024')
  expect(rennes).toHaveTextContent('Nathan Morel')
  await utilisateur.click(within(rennes).getByText('Obligé par la loi'))
  expect(within(rennes).getByText('CCH, article L302-1, IV.')).toBeVisible()
  const malo = within(tableau).getByRole('row', { name: /Saint-Malo/ })
  expect(malo).toHaveTextContent('depuis le 01/09/2026')
  expect(malo).toHaveTextContent('Personne')
  expect(screen.getByText(/4\sagents invités par courriel/)).toHaveTextContent('Tous les EPCI')
  expect(screen.getByRole('link', { name: 'Année suivante, 2027' })).toHaveAttribute('href', '/partenaires/deploiement-de-la-cotation?annee=2027')
  await verifierAccessibilite(container)
})

test('planifier invite ceux que l’on choisit, et dit ce qui manque', async () => {
  let corps: unknown
  server.use(
    repond('get', '/deploiement-de-la-cotation', () => deploiement),
    http.post('*/partenaires/v1/rendez-vous-de-cotation', async ({ request }) => {
      corps = await request.json()
      return HttpResponse.json(deploiement, { status: 201 })
    }),
  )
  const { utilisateur } = await ouvrir('/deploiement-de-la-cotation')
  await utilisateur.click(await screen.findByRole('button', { name: 'Planifier un rendez-vous' }))
  const fenetre = await screen.findByRole('dialog', { name: 'Planifier un rendez-vous' })
  await utilisateur.type(within(fenetre).getByRole('textbox', { name: 'Sujet' }), 'Bilan')
  await utilisateur.type(within(fenetre).getByLabelText(/Jour et heure/), '2026-12-20T14:00')
  await utilisateur.type(within(fenetre).getByRole('textbox', { name: /Lieu/ }), 'Salle 2')
  await utilisateur.click(within(fenetre).getByRole('button', { name: 'Planifier et inviter' }))
  expect(await screen.findByText('Le rendez-vous est planifié, les invitations partent.')).toBeInTheDocument()
  expect(corps).toEqual({ sorte: 'webinaire', titre: 'Bilan', debut: '2026-12-20T13:00:00.000Z', ou: 'Salle 2', epcis: [] })
})

test('un rendez-vous s’annule après avoir dit que les invités l’apprendront ; un refus s’explique', async () => {
  server.use(
    repond('get', '/deploiement-de-la-cotation', () => deploiement),
    http.post('*/partenaires/v1/rendez-vous-de-cotation/:id/annulation', () => refuse({ status: 409, code: 'rendez-vous-clos', title: 'Clos.' })),
  )
  const { utilisateur } = await ouvrir('/deploiement-de-la-cotation')
  await utilisateur.click(await screen.findByRole('button', { name: 'Annuler' }))
  const fenetre = await screen.findByRole('dialog', { name: /Annuler ce rendez-vous/ })
  expect(fenetre).toHaveTextContent('Chaque invité reçoit un courriel.')
  await utilisateur.click(within(fenetre).getByRole('button', { name: 'Annuler le rendez-vous' }))
  expect(await within(fenetre).findByRole('alert')).toHaveTextContent('déjà annulé')
})
