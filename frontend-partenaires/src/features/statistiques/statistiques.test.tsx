import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { AttributionsMesurees, GrilleMesuree } from '@/api/types.ts'
import { repond } from '@/test/api-handler.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

const grille: GrilleMesuree = { grille_id: uuid(16, 1), epci: '243500139', epci_nom: 'Rennes Métropole', libelle: 'Grille de Rennes', version_grille: 2, prise_le: '2026-06-15' }

const attributions: AttributionsMesurees = {
  epci: '243500139',
  epci_nom: 'Rennes Métropole',
  du: '2025-06-15',
  au: '2026-06-15',
  attributions: 42,
  delai_moyen: 24.5,
  delai_median: 22,
  comparees: 30,
  part_premier: 60,
  part_hors_des_trois: 10,
  kendall: 0.42,
  motifs: [{ code: 'N05', libelle: 'Dossier incomplet', candidats: 14 }],
  par: 'bailleur',
  groupes: [{ valeur: uuid(2, 1), libelle: 'Habitat du Pays', attributions: 25, delai_moyen: 20, delai_median: 19, part_qpv: 0, comparees: 20, part_premier: 55, part_hors_des_trois: 10 }],
  largeur: 10,
  tranches: [
    { de: 0, attributions: null, delai_moyen: null, delai_median: null, part_qpv: null },
    { de: 20, attributions: 25, delai_moyen: 30.2, delai_median: 28, part_qpv: 12 },
    { de: null, attributions: 17, delai_moyen: 20, delai_median: 19, part_qpv: 0 },
  ],
  petit_groupe: 11,
  definition: 'Attributions décidées en commission sur la période.',
}

const questions: URL[] = []
const desAttributions: URL[] = []
const desTensions: URL[] = []

function photographiees() {
  questions.length = 0
  desAttributions.length = 0
  desTensions.length = 0
  server.use(
    repond('get', '/statistiques-de-cotation/grilles', [grille]),
    repond('get', '/statistiques-de-cotation/repartition', ({ url }) => {
      questions.push(new URL(url))
      return {
        grille,
        prise_le: '2026-06-15',
        par: 'quartile' as const,
        mesure: 'verifies' as const,
        tranches: [0, 10],
        largeur: 10,
        series: [
          { valeur: '1', libelle: 'Premier quartile', menages: 40, nombres: [25, 15] },
          { valeur: '2-4', libelle: 'Autres quartiles', menages: 100, nombres: [null, null] },
        ],
        absente: null,
        petit_groupe: 11,
        definition: 'Demandes actives cotées.',
      }
    }),
    repond('get', '/statistiques-de-cotation/criteres', {
      grille,
      prise_le: '2026-06-15',
      cotees: 140,
      lignes: [
        { code: 'N', libelle: 'Priorités nationales', bloc: 'Priorités nationales', est_un_bloc: true, retrait: false, demandes: 30, part: 21.4, moyenne: 40, part_des_points: 60 },
        { code: 'D1', libelle: 'Refus d’un logement adapté', bloc: 'Décotes', est_un_bloc: false, retrait: true, demandes: null, part: null, moyenne: null, part_des_points: null },
      ],
      decotes: [{ code: 'D1', libelle: 'Refus d’un logement adapté', comptes: 30, demandes: 24, sans_effet: 17, eteints: 18, ecartes: null, contestations: 15, part_contestee: 25, admises: 12, rejetees: 0 }],
      absente: null,
      petit_groupe: 11,
      definition: 'Demandes à qui le critère donne ou retire des points.',
    }),
    repond('get', '/statistiques-de-cotation/tension', ({ url }) => {
      desTensions.push(new URL(url))
      return {
      grille,
      prise_le: '2026-06-15',
      du: '2026-01-01',
      commune: null,
      communes: [
        { code: '35238', nom: 'Rennes', demandes: 120, attributions: 24, demandes_par_attribution: 5 },
        { code: '35051', nom: 'Cesson-Sévigné', demandes: 20, attributions: null, demandes_par_attribution: null },
      ],
      absente: null,
      demandes: 140,
      attributions: 42,
      demandes_par_attribution: 3.3,
      largeur: 10,
      tranches: [{ de: 0, demandes: 80, attributions: 20, demandes_par_attribution: 4 }],
      petit_groupe: 11,
      definition: 'Demandes actives devant les attributions.',
      }
    }),
    repond('get', '/statistiques-de-cotation/attributions', ({ url }) => {
      desAttributions.push(new URL(url))
      return attributions
    }),
  )
}

describe('les statistiques de la cotation', () => {
  test('chaque nombre a sa photo, sa définition, et les petits groupes se taisent', async () => {
    photographiees()
    const { container } = await ouvrir('/statistiques-de-cotation')
    expect(await screen.findByText('Photo du lundi 15 juin 2026')).toBeVisible()
    const tableau = await screen.findByRole('group', { name: 'Premier quartile, Autres quartiles, en tableau' })
    expect(within(tableau).getByRole('row', { name: /0 à 9/, hidden: true })).toHaveTextContent('0 à 925secret')
    await verifierAccessibilite(container)
  })

  test('chaque indicateur a son écran, avec le bailleur et le réservataire', async () => {
    photographiees()
    const { utilisateur } = await ouvrir('/statistiques-de-cotation')
    await utilisateur.click(await screen.findByRole('link', { name: 'Critères' }))
    const criteres = await screen.findByRole('table', { name: 'Ce que donne chaque critère' })
    expect(within(criteres).getByRole('row', { name: /Refus d’un logement adapté/ })).toHaveTextContent('(décote)secret')
    expect(screen.getByRole('link', { name: 'Critères' })).toHaveAttribute('aria-current', 'page')
    expect(screen.getByRole('combobox', { name: 'Bailleur' })).toBeVisible()
    expect(screen.getByRole('combobox', { name: 'Réservataire' })).toBeVisible()
  })

  test('les décotes disent combien sont contestées, et ce qu’on en a décidé', async () => {
    photographiees()
    await ouvrir('/statistiques-de-cotation?indicateur=decotes')
    const onglets = within(await screen.findByRole('navigation', { name: 'Indicateurs' })).getAllByRole('link', { current: 'page' })
    expect(onglets.map((onglet) => onglet.textContent)).toEqual(['Décotes'])
    expect(await screen.findByRole('row', { name: /Refus d’un logement adapté 24 30 17 18 secret 15 25\s% 12 0/ })).toBeVisible()
  })

  test('la tension se lit par tranche et par commune, depuis que la version cote', async () => {
    photographiees()
    const { utilisateur, container } = await ouvrir('/statistiques-de-cotation?indicateur=tension')
    expect(await screen.findByText(/attributions depuis le .*1er janvier 2026 : 3,3 demandes pour une attribution/)).toBeVisible()
    expect(screen.getByRole('row', { name: 'Cesson-Sévigné 20 secret —' })).toBeVisible()
    await verifierAccessibilite(container)
    await utilisateur.selectOptions(screen.getByRole('combobox', { name: 'Commune' }), 'Rennes')
    await waitFor(() => expect(desTensions.at(-1)!.searchParams.get('commune')).toBe('35238'))
  })

  test('l’accord des commissions dit la place de l’attributaire et les motifs des écarts', async () => {
    photographiees()
    await ouvrir('/statistiques-de-cotation?indicateur=classement')
    expect(await screen.findByText(/Accord moyen des deux classements : 0,42/)).toBeVisible()
    expect(screen.getByText(/L’attributaire était premier par les points dans 60/)).toBeVisible()
    expect(screen.getByRole('row', { name: /Habitat du Pays/ })).toHaveTextContent('55')
    expect(screen.getByRole('row', { name: 'Dossier incomplet 14' })).toBeVisible()
  })

  test('la question est dans l’adresse', async () => {
    photographiees()
    const { utilisateur } = await ouvrir('/statistiques-de-cotation?typologie=T3&population=mutation')
    await utilisateur.selectOptions(await screen.findByRole('combobox', { name: 'Partager selon' }), 'quartile')
    const derniere = () => Object.fromEntries(questions.at(-1)!.searchParams)
    await screen.findByText('Photo du lundi 15 juin 2026')
    expect(derniere()).toMatchObject({ typologie: 'T3', population: 'mutation', par: 'quartile', grille_id: uuid(16, 1) })
    await utilisateur.click(screen.getByRole('link', { name: 'Délais d’attribution' }))
    await waitFor(() => expect(Object.fromEntries(desAttributions.at(-1)!.searchParams)).toMatchObject({ typologie: 'T3', grille_id: uuid(16, 1) }))
  })

  test('peu d’attributions ne disent aucun délai', async () => {
    photographiees()
    server.use(repond('get', '/statistiques-de-cotation/attributions', { ...attributions, attributions: null, delai_moyen: null, delai_median: null, tranches: [] }))
    await ouvrir('/statistiques-de-cotation?indicateur=delais')
    expect(await screen.findByText('Trop peu d’attributions sur la période pour être montrées.')).toBeVisible()
  })

  test('sans photo, la page le dit', async () => {
    server.use(repond('get', '/statistiques-de-cotation/grilles', []))
    await ouvrir('/statistiques-de-cotation')
    expect(await screen.findByText('Aucune photo')).toBeVisible()
  })
})

describe('Le rapport d’activité', () => {
  test('dit chaque mission en nombres, et ce qui demande un geste', async () => {
    server.use(
      repond('get', '/indicateurs-d-activite', {
        departement: '35',
        du: '2025-06-15',
        au: '2026-06-15',
        missions: [
          {
            code: 'enregistrement',
            titre: 'Enregistrement',
            reference: 'arrêté du 23 mars 2015, § 8.2',
            indicateurs: [
              { code: 'dans_le_mois', libelle: 'Enregistrées en 30 jours au plus', valeur: 45, sur: 50, definition: 'De l’envoi à l’attestation.', attention: false },
              { code: 'en_retard', libelle: 'À valider depuis plus de 30 jours', valeur: 2, sur: null, definition: 'Un guichet doit agir.', attention: true },
            ],
          },
        ],
      }),
    )
    const { container } = await ouvrir('/rapport-d-activite')
    const table = await screen.findByRole('table', { name: 'Enregistrement' })
    expect(within(table).getByText(/90\s%/)).toBeVisible()
    expect(within(table).getByText(/À valider depuis plus de 30 jours\s: à traiter/)).toBeVisible()
    await verifierAccessibilite(container)
  })
})
