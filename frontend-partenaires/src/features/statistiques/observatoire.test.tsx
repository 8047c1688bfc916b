import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, test } from 'vitest'
import type { LigneDeQuotas, QuotaDit, RapportPrefectoral, TableauCroise } from '@/api/types.ts'
import { repond } from '@/test/api-handler.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

const quotas: QuotaDit[] = [
  { quota: 'publics_prioritaires', libelle: 'Publics prioritaires', definition: 'Baux signés avec un public prioritaire.', reference: 'CCH L441-1', a_verifier: true },
  { quota: 'premier_quartile', libelle: 'Premier quartile, hors quartier prioritaire', definition: 'Hors quartier prioritaire.', reference: 'CCH L441-1, vingt-troisième alinéa', a_verifier: true },
]

const ligne = (change: Partial<LigneDeQuotas>): LigneDeQuotas => ({
  par: 'ensemble',
  valeur: '',
  libelle: 'Toutes les attributions',
  contingent: null,
  contingent_libelle: null,
  attributions: 100,
  parts: [
    { quota: 'publics_prioritaires', obligation: 25, attribuees: 20, sur: 100, inconnues: 0, part: 20, atteinte: false, manque: 5 },
    { quota: 'premier_quartile', obligation: 25, attribuees: 30, sur: 90, inconnues: 4, part: 33.3, atteinte: true, manque: 0 },
  ],
  ...change,
})

const vue = {
  du: '2025-06-15',
  au: '2026-06-15',
  quotas,
  ensemble: ligne({}),
  bailleurs: [
    ligne({ par: 'bailleur', valeur: uuid(2, 1), libelle: 'Habitat du Pays' }),
    ligne({
      par: 'bailleur',
      valeur: uuid(2, 2),
      libelle: 'Petit Bailleur',
      attributions: null,
      parts: quotas.map(({ quota }) => ({ quota, obligation: 25, attribuees: null, sur: null, inconnues: null, part: null, atteinte: null, manque: null })),
    }),
  ],
  reservataires: [ligne({ par: 'reservataire', valeur: uuid(2, 3), libelle: 'Préfecture', contingent: 'PPRIOR', contingent_libelle: 'État, publics prioritaires', parts: quotas.map(({ quota }) => ({ quota, obligation: null, attribuees: 9, sur: 10, inconnues: 0, part: 90, atteinte: null, manque: null })) })],
  epcis: [ligne({ par: 'epci', valeur: '243500139', libelle: 'Rennes Métropole' })],
  petit_groupe: 11,
}

describe('les parts d’attribution', () => {
  test('chaque part dit son obligation, ce qui manque, son texte, et mène à sa liste', async () => {
    server.use(repond('get', '/quotas-d-attribution', vue))
    const { container } = await ouvrir('/quotas-d-attribution')
    const carte = await screen.findByRole('region', { name: 'Publics prioritaires' })
    expect(carte).toHaveTextContent(/20\s% \(20 sur 100\)/)
    expect(carte).toHaveTextContent('il manque 5 attributions')
    expect(carte).toHaveTextContent('texte à relire')
    expect(within(carte).getByRole('link', { name: 'Voir les attributions' })).toHaveAttribute('href', expect.stringContaining('/attributions-comptees?quota=publics_prioritaires'))
    expect(screen.getByRole('region', { name: 'Premier quartile, hors quartier prioritaire' })).toHaveTextContent('4 dont le quartile n’est pas connu')
    const bailleurs = screen.getByRole('table', { name: 'Par bailleur' })
    expect(within(bailleurs).getByRole('row', { name: /Petit Bailleur/ })).toHaveTextContent('secret')
    expect(within(bailleurs).getByRole('link', { name: 'Habitat du Pays' })).toHaveAttribute('href', expect.stringContaining(`bailleur=${uuid(2, 1)}`))
    expect(within(screen.getByRole('table', { name: 'Par réservataire' })).getByRole('row', { name: /Préfecture/ })).toHaveTextContent('sans obligation')
    await verifierAccessibilite(container)
  })

  test('la question est dans l’adresse, jusqu’à la liste', async () => {
    const questions: URL[] = []
    server.use(
      repond('get', '/attributions-comptees', ({ url }) => {
        questions.push(new URL(url))
        return {
          items: [
            {
              proposition_id: uuid(9, 1),
              demande_id: uuid(1, 1),
              numero_unique: null,
              bien_id: uuid(3, 1),
              bien_reference: 'A-12',
              commune: 'Rennes',
              bailleur: 'Habitat du Pays',
              reservataire: null,
              contingent_libelle: 'Hors contingent',
              bail_signe_le: '2026-03-02',
              groupe: 'dalo' as const,
              groupe_libelle: 'Droit au logement opposable',
              quartile: 'Premier quartile',
              qpv: false,
              compte: true,
            },
          ],
          page: 1,
          size: 50,
          total: 1,
          total_plafonne: false,
        }
      }),
    )
    const { container } = await ouvrir('/attributions-comptees?annee=2026&quota=publics_prioritaires&compte=true')
    expect(await screen.findByRole('row', { name: /Demande effacée ou hors de votre périmètre.*Droit au logement opposable/ })).toBeVisible()
    expect(Object.fromEntries(questions.at(-1)!.searchParams)).toMatchObject({ du: '2026-01-01', au: '2026-12-31', quota: 'publics_prioritaires', compte: 'true' })
    await verifierAccessibilite(container)
  })
})

const tableau: TableauCroise = {
  photo_du: '2026-06-15',
  lignes_par: 'typologie',
  colonnes_par: 'composition',
  mesure: 'demandes',
  epci: null,
  epci_nom: null,
  colonnes: [
    { code: 'seul', libelle: 'Personne seule' },
    { code: 'famille', libelle: 'Famille avec enfants' },
  ],
  lignes: [
    { modalite: { code: 'T2', libelle: 'T2' }, valeurs: [120, null], total: null },
    { modalite: { code: 'T4', libelle: 'T4' }, valeurs: [null, 300], total: null },
  ],
  totaux: [null, null],
  total: 440,
  tues: 6,
  petit_groupe: 11,
  definition: 'Demandes actives la nuit de la photo.',
  secret: '« secret » : moins de 11 demandes, ou une case d’où l’on déduirait une autre.',
}

describe('les tableaux croisés', () => {
  beforeEach(() => server.use(repond('get', '/epcis', [])))

  test('deux dimensions se choisissent, la photo se date, les petites cases disent pourquoi elles se taisent', async () => {
    const questions: URL[] = []
    server.use(
      repond('get', '/tableaux-croises', ({ url }) => {
        questions.push(new URL(url))
        return tableau
      }),
    )
    const { utilisateur, container } = await ouvrir('/tableaux-croises')
    const table = await screen.findByRole('table', { name: 'Premier type cherché × Composition du ménage' })
    expect(within(table).getByRole('row', { name: /^T2/ })).toHaveTextContent('T2120secretsecret')
    expect(within(table).getByRole('row', { name: /^Ensemble/ })).toHaveTextContent('440')
    expect(screen.getByText('Photo du lundi 15 juin 2026')).toBeVisible()
    expect(screen.getByText(/une case d’où l’on déduirait une autre/)).toBeVisible()
    await verifierAccessibilite(container)
    const colonnes = screen.getByRole('combobox', { name: 'En colonnes' })
    expect(within(colonnes).getByRole('option', { name: 'Premier type cherché' })).toBeDisabled()
    await utilisateur.selectOptions(colonnes, 'age')
    await screen.findByText('Photo du lundi 15 juin 2026')
    expect(Object.fromEntries(questions.at(-1)!.searchParams)).toMatchObject({ lignes: 'typologie', colonnes: 'age' })
  })

  test('sans photo, la page le dit', async () => {
    server.use(repond('get', '/tableaux-croises', { ...tableau, photo_du: null, lignes: [], colonnes: [], totaux: [], total: 0 }))
    await ouvrir('/tableaux-croises')
    expect(await screen.findByText('Aucune photo')).toBeVisible()
  })
})

describe('le rapport au préfet', () => {
  const rapport: RapportPrefectoral = {
    departement: '35',
    mois: '2026-10',
    du: '2026-10-01',
    au: '2026-10-31',
    arrete_le: '2026-11-11',
    phrase: 'Ille-et-Vilaine, du 1er octobre 2026 au 31 octobre 2026. Arrêté le 11 novembre 2026 : ces nombres ne changent plus.',
    premier_mois: '2010-01',
    dernier_mois: '2026-11',
    rubriques: [
      {
        code: 'PPRIOR',
        titre: 'Contingent de l’État, publics prioritaires, par degré',
        definition: 'Demandes dont un label ouvre ce contingent.',
        reference: 'CCH L441-1, R441-5',
        colonnes: ['Demandes au dernier jour', 'Attributions'],
        lignes: [
          { code: 'degre_1', libelle: 'Degré 1', valeurs: [1240, null] },
          { code: 'ensemble', libelle: 'Ensemble', valeurs: [3100, 42] },
        ],
      },
    ],
    petit_groupe: 11,
  }

  test('un mois se lit avec ses définitions, se choisit et s’emporte', async () => {
    const demandes: (string | null)[] = []
    server.use(
      repond('get', '/rapports-prefectoraux', ({ url }) => {
        demandes.push(url.searchParams.get('mois'))
        return rapport
      }),
    )
    const { container } = await ouvrir('/rapport-prefectoral')
    const table = await screen.findByRole('table', { name: /publics prioritaires, par degré/ })
    expect(within(table).getByRole('row', { name: /Degré 1/ })).toHaveTextContent(/1\s240.*secret/)
    expect(screen.getByText(/Arrêté le 11 novembre 2026/)).toBeVisible()
    expect(screen.getByText(/Demandes dont un label ouvre ce contingent/)).toBeVisible()
    expect(screen.getByRole('option', { name: 'décembre' })).toBeDisabled()
    for (const format of ['XLSX', 'ODS', 'CSV']) expect(screen.getByRole('button', { name: format })).toBeEnabled()
    await userEvent.selectOptions(screen.getByLabelText('Année'), '2025')
    await waitFor(() => expect(demandes).toContain('2025-10'))
    await verifierAccessibilite(container)
  })
})
