import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import type { GrillePublique, VersionPubliee } from '../../api/types.ts'
import { url } from '../../test/handlers.ts'
import { defauts, visiter } from '../../test/render.tsx'
import { server } from '../../test/setup.ts'

const version: VersionPubliee = {
  adresse: '243500139-tous-2',
  epci: '243500139',
  epci_nom: 'Rennes Métropole',
  libelle: 'Grille de démonstration',
  population: 'tous',
  population_libelle: 'Toutes les demandes',
  version_grille: 2,
  en_vigueur: true,
  fictive: true,
  effet_du: '2026-01-01',
  effet_au: null,
}
const ancienne: VersionPubliee = { ...version, adresse: '243500139-tous-1', version_grille: 1, en_vigueur: false, effet_du: '2024-01-01', effet_au: '2025-12-31' }
const grille: GrillePublique = {
  version,
  deliberation: { date: '2025-12-15', reference: '2025-412', url: 'https://exemple.test/412' },
  note_methode: 'Les points s’additionnent.',
  blocs: [{ code: 'N', libelle: 'Priorités nationales', regle: 'Seul le critère le plus élevé compte.', criteres: [{ code: 'DALO', libelle: 'Droit au logement opposable', definition: 'Vous êtes reconnu prioritaire.', condition: 'DALO reconnu', bareme: '+50 points', preuve: 'Calculé par le fichier', base_legale: 'CCH L441-2-3', points_min: 0, points_max: 50 }] }],
  ensembles: [{ code: 'E', libelle: 'Priorités cumulées', regle: 'Les points de « Urgences » et « Liens » comptent ensemble. Leur somme est plafonnée à 50 points.' }],
  secteurs: [{ code: 'COURONNE', libelle: 'Première couronne', communes: ['Betton', 'Cesson-Sévigné'] }],
  hors_cotation: [],
  departage: ['La demande la plus ancienne passe devant'],
  exemples: [
    { nom: 'Camille', situation: 'Seule, reconnue prioritaire.', points: 50, hors_cotation: null, lignes: [{ critere: 'Droit au logement opposable', points: 50 }] },
    { nom: 'Yann et Solène', situation: 'Couple sans enfant.', points: 0, hors_cotation: null, lignes: [] },
  ],
  guides: [{ lecteur: 'demandeurs', titre: 'Guide du demandeur', parties: [{ titre: 'À quoi servent les points', phrases: ['Chaque demande reçoit des points.'] }] }],
  versions: [version, ancienne],
  document: { id: 'GRILLE' },
}

function publiees() {
  server.use(
    http.get(url('/territoires/:dep/grilles-de-cotation'), () => HttpResponse.json([version, ancienne])),
    http.get(url('/territoires/:dep/grilles-de-cotation/:adresse'), () => HttpResponse.json(grille)),
  )
}

test('le registre dit quelle grille s’applique et garde les anciennes', async () => {
  publiees()
  visiter('/35/grilles-de-cotation')
  const carte = (await screen.findByRole('heading', { name: 'Rennes Métropole' })).closest('section')!
  expect(within(carte).getAllByRole('link').map((lien) => lien.getAttribute('href'))).toEqual(['/35/grilles-de-cotation/243500139-tous-2', '/35/grilles-de-cotation/243500139-tous-1'])
  expect(carte.textContent).toContain('S’applique aujourd’hui')
  expect(await defauts()).toEqual([])
})

test('une grille se lit en français, avec des exemples cotés et un document pour les logiciels', async () => {
  publiees()
  visiter('/35/grilles-de-cotation/243500139-tous-2')
  expect(await screen.findByRole('heading', { name: /Camille, 50.points/ })).toBeTruthy()
  expect(screen.getByText('Aucun critère de la grille ne s’applique.')).toBeTruthy()
  expect(screen.getByText(/Priorités cumulées.*plafonnée à 50/)).toBeTruthy()
  expect(screen.getByText(/Première couronne/).textContent).toContain('Betton, Cesson-Sévigné')
  expect(screen.getByRole('link', { name: 'Lire la délibération' }).getAttribute('href')).toBe('https://exemple.test/412')
  expect(screen.getByRole('link', { name: /JSON/ }).getAttribute('href')).toBe('/grandpublic/v1/territoires/35/grilles-de-cotation/243500139-tous-2/document')
  expect(await defauts()).toEqual([])
})

test('le format des grilles se lit en français, tel que son schéma le dit', async () => {
  server.use(
    http.get(url('/formats/grille-de-cotation/1'), () =>
      HttpResponse.json({
        $id: 'https://exemple.test/formats/grille-de-cotation/1',
        description: 'Les critères d’un EPCI.',
        required: ['id'],
        properties: { id: { description: 'Le nom de la grille.' }, blocs: { description: 'Les blocs.' } },
        $defs: {
          condition: { title: 'Une condition', anyOf: [{ description: 'Toutes ces conditions.', properties: { tous: {} } }] },
          comparaison: { title: 'Une comparaison', anyOf: [{ properties: { champ: { oneOf: [{ enum: ['taux_effort'], title: 'Taux d’effort, en %' }] } } }, { description: 'Motifs', properties: { champ: { enum: ['motifs', 'motif'] } } }] },
        },
      }),
    ),
  )
  visiter('/35/grilles-de-cotation/format')
  expect((await screen.findByRole('link', { name: /grille-de-cotation\/1/ })).getAttribute('href')).toBe('https://exemple.test/formats/grille-de-cotation/1')
  expect(screen.getByText('id (obligatoire)')).toBeTruthy()
  expect(screen.getByText('Toutes ces conditions.')).toBeTruthy()
  expect(screen.getByText('Les 2 informations qu’une grille peut lire')).toBeTruthy()
  expect(screen.getByText('motifs')).toBeTruthy()
  expect(await defauts()).toEqual([])
})

test('un guide se lit et s’imprime', async () => {
  publiees()
  visiter('/35/grilles-de-cotation/243500139-tous-2/guides/demandeurs')
  expect(await screen.findByRole('heading', { name: 'Guide du demandeur' })).toBeTruthy()
  expect(screen.getByText('Chaque demande reçoit des points.')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Imprimer ce guide' })).toBeTruthy()
  expect(await defauts()).toEqual([])
})

test('sans grille publiée, le registre le dit', async () => {
  server.use(http.get(url('/territoires/:dep/grilles-de-cotation'), () => HttpResponse.json([])))
  visiter('/35/grilles-de-cotation')
  expect(await screen.findByRole('heading', { name: 'Aucune grille n’est publiée' })).toBeTruthy()
})
