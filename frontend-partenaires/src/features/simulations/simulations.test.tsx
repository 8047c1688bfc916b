import { screen, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import type { Rapport, SimulationVue } from '@/api/types.ts'
import { repond } from '@/test/api-handler.ts'
import { grilles } from '@/test/fixtures/administration.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

const ID = uuid(21, 1)

const mesures = (libelle: string, version: number, zero: number): Rapport['simulee'] => ({
  grille: { id: uuid(16, version), epci: '243500139', epci_nom: 'Rennes Métropole', libelle, version_grille: version, statut_libelle: 'Brouillon', population_libelle: 'Toutes les demandes', empreinte: `empreinte-${version}` },
  ensemble: { cotees: 1200, hors_cotation: 3, provisoires: 40, a_zero: 12, part_a_zero: zero, ex_aequo: 900, part_ex_aequo: 75, valeurs: 32, minimum: -10, mediane: 25, moyenne: 28.4, maximum: 95 },
  contributions: [
    { bloc: 'Priorités nationales', code: 'N1', libelle: 'Droit au logement opposable', demandes: 52, points: 2600, moyenne: 50, part_des_points: 31.2, part_de_variance: 44.1 },
    { bloc: 'Priorités locales', code: 'L1', libelle: 'Rapprochement du travail', demandes: null, points: null, moyenne: null, part_des_points: null, part_de_variance: null },
  ],
  garde_fous: [
    { code: 'dalo', libelle: 'DALO en tête', valeur: 95, seuil: 90, tenu: true, phrase: '95 % des ménages DALO sont dans le premier quart du classement ; au moins 90 % attendus.', reference: 'CCH L441-2-3' },
    { code: 'variance', libelle: 'Aucun critère ne décide seul', valeur: 44.1, seuil: 40, tenu: false, phrase: '« Droit au logement opposable » fait 44,1 % de ce qui distingue les demandes.', reference: 'Règle de l’exploitant' },
  ],
  rejeu: { seances: 12, biens: 40, candidats: 130, attributaire_premier: 22, part_attributaire_premier: 55, hors_des_trois_premiers: 3, part_hors_des_trois: 7.5, kendall: 0.42 },
})

const deplacement = (autres: Partial<Rapport['par_commune'][number]>): Rapport['par_commune'][number] => ({
  commune: null,
  commune_nom: null,
  typologie: null,
  groupe: null,
  groupe_libelle: null,
  souhaits: 320,
  moyen: 4.2,
  montent: 61,
  descendent: 20.5,
  plus_forte_montee: 88,
  plus_forte_descente: 40,
  ...autres,
})

const rapport: Rapport = {
  le: '2026-06-15',
  graine: 7,
  empreinte_du_stock: 'abcdef',
  demandes: 1203,
  largeur_de_tranche: 10,
  petit_groupe: 11,
  simulee: mesures('Grille de Rennes', 2, 1),
  comparee: mesures('Grille en vigueur', 1, 4.5),
  repartition: [
    { de: 0, a: 9, simulee: 120, comparee: 340 },
    { de: 10, a: 19, simulee: null, comparee: 210 },
  ],
  premier_decile: { places: 120, restent: 80, entrent: 40, sortent: 40 },
  par_commune: [deplacement({ commune: '35238', commune_nom: 'Rennes' })],
  par_typologie: [deplacement({ typologie: 'T3' })],
  par_groupe: [deplacement({ groupe: 'dalo', groupe_libelle: 'Droit au logement opposable', moyen: -3 })],
  croisement: [],
  retenus_secrets: 4,
  gagnants: [{ nom: 'Ménage gagnant A', typologie: 'T3', personnes: '3 ou 4', groupe_libelle: 'Sans priorité reconnue', mutation: false, anciennete_annees: 5, points_avant: 10, points_apres: 40, rangs: 88, criteres: ['Ancienneté : 10 → 40'] }],
  perdants: [{ nom: 'Ménage perdant A', typologie: 'T2', personnes: '1', groupe_libelle: 'Sans priorité reconnue', mutation: true, anciennete_annees: 1, points_avant: 15, points_apres: 15, rangs: -40, criteres: [] }],
  avertissements: ['Les commissions passées sont rejouées sur les dossiers tels qu’ils sont aujourd’hui.'],
}

const simulation: SimulationVue = {
  id: ID,
  grille_id: uuid(16, 2),
  epci: '243500139',
  epci_nom: 'Rennes Métropole',
  grille: 'Grille de Rennes, version 2 (brouillon)',
  comparee: 'Grille en vigueur, version 1 (publiée)',
  etat: 'finie',
  etat_libelle: 'Terminée',
  etape: 'mesures',
  etape_libelle: 'Classements et mesures',
  part: 100,
  auteur: 'Claire Martin',
  organisme: 'Rennes Métropole',
  demandee_le: '2026-06-15T08:00:00Z',
  finie_le: '2026-06-15T08:00:12Z',
  rapport,
  actions: [{ code: 'annuler', libelle: 'Annuler la simulation', permise: true, montrer: true, raisons: [] }],
}

const enCours: SimulationVue = { ...simulation, etat: 'en_cours', etat_libelle: 'En cours', rapport: null }
const annulation: SimulationVue = { ...simulation, etat: 'annulee', etat_libelle: 'Annulée', rapport: null }

const page = <T,>(items: T[]) => ({ items, total: items.length, total_plafonne: false, page: 1, size: 20 })

const lue = (etat: Partial<SimulationVue> = {}) =>
  server.use(repond('get', '/simulations-de-grilles/{simulation_id}', { ...simulation, ...etat }), repond('get', '/simulations-de-grilles', page([{ ...simulation, ...etat }])))

describe('le rapport d’une simulation', () => {
  test('chaque dessin a son tableau, chaque petit groupe est tu, les garde-fous se lisent', async () => {
    lue()
    const { container, utilisateur } = await ouvrir(`/simulations/${ID}`)
    const tranches = await screen.findByRole('group', { name: 'Répartition des points, en tableau' })
    await utilisateur.click(screen.getByText('Les mêmes nombres en tableau'))
    expect(within(tranches).getByRole('row', { name: /10 à 19/ })).toHaveTextContent('10 à 19secret210')
    const gardeFous = screen.getByRole('table', { name: 'Garde-fous, Grille de Rennes, version 2' })
    expect(within(gardeFous).getByRole('row', { name: /DALO en tête/ })).toHaveTextContent('Tenu')
    expect(within(gardeFous).getByRole('row', { name: /Aucun critère/ })).toHaveTextContent('Non tenu')
    expect(screen.getByRole('row', { name: /Ménage gagnant A/ })).toHaveTextContent(/10 → 40.*\+88.*Ancienneté/)
    expect(screen.getByRole('row', { name: /Ménage perdant A/ })).toHaveTextContent('d’autres sont passés devant')
    expect(screen.getByText(/4 groupes trop petits/)).toBeVisible()
    await verifierAccessibilite(container)
  })

  test('une répartition dont chaque tranche est secrète le dit au lieu d’un dessin vide', async () => {
    lue({ rapport: { ...rapport, repartition: [{ de: 0, a: 9, simulee: null, comparee: null }] } })
    await ouvrir(`/simulations/${ID}`)
    expect(await screen.findByText(/Rien à dessiner\s: aucune tranche ne réunit 11 ménages/)).toBeVisible()
  })

  test('il s’imprime, et se refait avec la même graine', async () => {
    lue()
    const imprime = vi.spyOn(window, 'print').mockImplementation(() => undefined)
    let demandee: unknown
    server.use(
      repond('post', '/simulations-de-grilles', async ({ corps }) => {
        demandee = await corps()
        return enCours
      }),
    )
    const { utilisateur } = await ouvrir(`/simulations/${ID}`)
    await utilisateur.click(await screen.findByRole('button', { name: 'Imprimer le rapport' }))
    expect(imprime).toHaveBeenCalled()
    await utilisateur.click(screen.getByRole('button', { name: 'Refaire à l’identique' }))
    await vi.waitFor(() => expect(demandee).toEqual({ grille_id: uuid(16, 2), comparee_id: uuid(16, 1), graine: 7 }))
  })
})

describe('les simulations', () => {
  test('une simulation en cours dit où elle en est, et s’annule', async () => {
    lue({ etat: 'en_cours', etat_libelle: 'En cours', etape: 'stock', etape_libelle: 'Calcul des points du stock', part: 40, rapport: null })
    let annulee = false
    server.use(
      repond('post', '/simulations-de-grilles/{simulation_id}/annulation', () => {
        annulee = true
        return annulation
      }),
    )
    const { utilisateur, container } = await ouvrir(`/simulations/${ID}`)
    expect(await screen.findByRole('progressbar', { name: /Calcul des points du stock.*40/ })).toBeInTheDocument()
    await verifierAccessibilite(container)
    await utilisateur.click(screen.getByRole('button', { name: 'Annuler la simulation' }))
    await utilisateur.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Annuler la simulation' }))
    await vi.waitFor(() => expect(annulee).toBe(true))
  })

  test('un brouillon que la liste ne connaît pas encore se choisit dès qu’elle le connaît', async () => {
    lue()
    let interrogee = false
    server.use(
      repond('get', '/grilles-de-cotation', () => {
        const connues = interrogee ? [{ ...grilles[0]!, id: uuid(16, 9) }] : []
        interrogee = true
        return connues
      }),
    )
    const { queryClient } = await ouvrir(`/simulations?grille=${uuid(16, 9)}`)
    const lancer = await screen.findByRole('button', { name: 'Lancer une simulation' })
    await queryClient.invalidateQueries({ queryKey: ['grilles-de-cotation'] })
    await vi.waitFor(() => expect(lancer).toBeEnabled())
  })

  test('on choisit la grille à essayer avant de lancer', async () => {
    lue()
    const { utilisateur, container } = await ouvrir('/simulations')
    const lancer = await screen.findByRole('button', { name: 'Lancer une simulation' })
    expect(lancer).toBeDisabled()
    expect(screen.getByText('Choisissez la grille à essayer.')).toBeVisible()
    const choix = screen.getByRole('combobox', { name: 'Grille à essayer' })
    await utilisateur.selectOptions(choix, within(choix).getAllByRole('option')[1]!)
    expect(lancer).toBeEnabled()
    await utilisateur.selectOptions(screen.getByRole('combobox', { name: 'Comparer à' }), within(choix).getAllByRole<HTMLOptionElement>('option')[1]!.value)
    expect(screen.getByText('Choisissez deux grilles différentes.')).toBeVisible()
    await verifierAccessibilite(container)
  })
})
