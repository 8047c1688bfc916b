import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { repond } from '@/test/api-handler.ts'
import { brouillon } from '@/test/fixtures/administration.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'
import { renommer } from './document.ts'

const PAGE = `/grilles-de-cotation/${brouillon.id}/edition`

afterEach(() => localStorage.clear())

function avecBrouillon() {
  const envois: unknown[] = []
  server.use(
    repond('get', '/grilles-de-cotation/{grille_id}', brouillon),
    repond('put', '/grilles-de-cotation/{grille_id}/document', async ({ corps }) => {
      const recu = (await corps()) as { document: typeof brouillon.document }
      envois.push(recu)
      return { ...brouillon, version: brouillon.version + 1, document: recu.document }
    }),
  )
  return envois
}

test('des points changent, la relecture suit, l’enregistrement part avec la version', async () => {
  const envois = avecBrouillon()
  server.use(
    repond('post', '/relectures-de-grille', async ({ corps }) => {
      const { document } = (await corps()) as { document: { blocs: { criteres: { points: number }[] }[] } }
      const bas = document.blocs[0]!.criteres[0]!.points < 50
      return { lisible: true, blocs: [], ensembles: [], observations: bas ? [{ niveau: 'alerte' as const, chemin: 'DALO', raison: { code: 'dalo-depasse', phrase: 'Le DALO passe après un autre critère.', parametres: {} } }] : [] }
    }),
  )
  const qui = userEvent.setup()
  const { container } = await ouvrir(PAGE)
  await qui.click(await screen.findByRole('button', { name: /Décision DALO favorable/, expanded: false }))
  await verifierAccessibilite(container)
  const points = screen.getByRole('textbox', { name: 'Nombre de points' })
  await qui.clear(points)
  await qui.type(points, '30')
  expect(await screen.findByRole('button', { name: 'Le DALO passe après un autre critère.' })).toBeVisible()
  await qui.click(screen.getByRole('button', { name: 'Enregistrer' }))
  await waitFor(() => expect(envois).toHaveLength(1))
  expect(envois[0]).toMatchObject({ version: 4, document: { blocs: [{ criteres: [{ code: 'DALO', points: 30 }] }] } })
  expect(await screen.findByText('Tout est enregistré.')).toBeInTheDocument()
  expect(localStorage.getItem(`fdls.grille.${brouillon.id}`)).toBeNull()
})

test('ce qui n’est pas enregistré reste sur le poste et se retrouve', async () => {
  avecBrouillon()
  localStorage.setItem(`fdls.grille.${brouillon.id}`, JSON.stringify({ version: 4, document: { ...brouillon.document, libelle: 'Ma saisie' } }))
  const qui = userEvent.setup()
  await ouvrir(PAGE)
  expect(await screen.findByRole('textbox', { name: 'Nom de la grille' })).toHaveValue('Ma saisie')
  await qui.click(screen.getByRole('button', { name: 'Repartir de ce qui est enregistré' }))
  expect(screen.getByRole('textbox', { name: 'Nom de la grille' })).toHaveValue('Grille 2027')
})

test('la grille dit de quel côté s’arrondissent ses points, et se tait quand c’est l’usage', async () => {
  const envois = avecBrouillon()
  const qui = userEvent.setup()
  await ouvrir(PAGE)
  await qui.selectOptions(await screen.findByRole('combobox', { name: 'Points qui ne tombent pas juste' }), 'Au point inférieur')
  await qui.click(screen.getByRole('button', { name: 'Enregistrer' }))
  await waitFor(() => expect(envois).toHaveLength(1))
  expect(envois[0]).toMatchObject({ document: { arrondi: 'inferieur' } })
  await qui.selectOptions(screen.getByRole('combobox', { name: 'Points qui ne tombent pas juste' }), 'Au point le plus proche, la moitié vers le haut')
  await qui.click(screen.getByRole('button', { name: 'Enregistrer' }))
  await waitFor(() => expect(envois).toHaveLength(2))
  expect((envois[1] as { document: object }).document).not.toHaveProperty('arrondi')
})

test('un critère tout prêt s’ajoute, s’annule et se rétablit', async () => {
  avecBrouillon()
  const qui = userEvent.setup()
  await ouvrir(PAGE)
  await qui.click(await screen.findByRole('button', { name: 'Ajouter un critère tout prêt' }))
  await qui.click(await screen.findByRole('menuitem', { name: 'Refus d’un logement adapté' }))
  expect(screen.getByRole('button', { name: /Refus d’un logement adapté/, expanded: true })).toBeVisible()
  await qui.click(screen.getByRole('button', { name: 'Annuler' }))
  expect(screen.queryByRole('button', { name: /Refus d’un logement adapté/ })).toBeNull()
  await qui.click(screen.getByRole('button', { name: 'Rétablir' }))
  expect(screen.getByRole('button', { name: /Refus d’un logement adapté/, expanded: true })).toBeVisible()
})

test('une condition s’écrit avec les seuls champs du catalogue', async () => {
  const envois = avecBrouillon()
  const qui = userEvent.setup()
  await ouvrir(PAGE)
  await qui.click(await screen.findByRole('button', { name: /Décision DALO favorable/, expanded: false }))
  const condition = screen.getByRole('group', { name: 'Condition' })
  await qui.selectOptions(within(condition).getByRole('combobox', { name: 'Information' }), 'Ancienneté de la demande')
  await qui.selectOptions(within(condition).getByRole('combobox', { name: 'Comparaison' }), 'est compris entre')
  const haut = within(condition).getByRole('textbox', { name: 'À' })
  await qui.clear(haut)
  await qui.type(haut, '24')
  await qui.click(screen.getByRole('button', { name: 'Enregistrer' }))
  await waitFor(() => expect(envois).toHaveLength(1))
  expect(envois[0]).toMatchObject({ document: { blocs: [{ criteres: [{ si: { champ: 'anciennete_mois', op: 'entre', val: [0, 24] } }] }] } })
})

test('un cumul compte d’autres critères, un bloc se multiplie et ne garde que les plus élevés', async () => {
  const envois = avecBrouillon()
  const qui = userEvent.setup()
  const { container } = await ouvrir(PAGE)
  await qui.click((await screen.findAllByRole('button', { name: 'Ajouter un critère vide' }))[0]!)
  await qui.selectOptions(screen.getByRole('combobox', { name: 'Points' }), 'Quand plusieurs critères sont remplis')
  expect(screen.queryByRole('combobox', { name: 'Preuve' })).toBeNull()
  await qui.click(screen.getAllByLabelText('Critères comptés')[0]!)
  await qui.click(await screen.findByRole('option', { name: /Décision DALO favorable/ }))
  await qui.click(screen.getByRole('button', { name: 'Ajouter un palier' }))
  await qui.click(screen.getByRole('button', { name: 'Retirer le palier 1' }))
  await qui.type(screen.getAllByRole('textbox', { name: 'Coefficient' })[0]!, '1,5')
  await verifierAccessibilite(container)
  await qui.click(screen.getByRole('button', { name: 'Enregistrer' }))
  await waitFor(() => expect(envois).toHaveLength(1))
  expect(envois[0]).toMatchObject({ document: { blocs: [{ coefficient: 1.5 }] } })
  const { criteres } = (envois[0] as { document: { blocs: { criteres: unknown[] }[] } }).document.blocs[0]!
  expect(criteres.at(-1)).toMatchObject({ cumul: { parmi: ['DALO'], paliers: [[3, 5]] } })
})

test('des blocs comptent ensemble, jusqu’à un plafond commun et moins après un refus', async () => {
  const envois = avecBrouillon()
  server.use(
    repond('post', '/relectures-de-grille', { lisible: true, blocs: [], ensembles: [{ code: 'ENSEMBLE', libelle: 'Nouvel ensemble', regle: 'Les points de « Priorités » comptent ensemble.' }], observations: [{ niveau: 'alerte', chemin: 'ensembles.ENSEMBLE', raison: { code: 'ensemble-sans-effet', phrase: 'Cet ensemble ne change rien.', parametres: {} } }] }),
  )
  const qui = userEvent.setup()
  const { container } = await ouvrir(PAGE)
  await qui.click(await screen.findByRole('button', { name: 'Ajouter un ensemble' }))
  expect(await screen.findByText('Les points de « Priorités » comptent ensemble.')).toBeVisible()
  const groupe = screen.getByRole('group', { name: 'Nouvel ensemble' })
  await qui.click(within(groupe).getAllByLabelText('Blocs qui comptent ensemble')[0]!)
  await qui.click((await screen.findAllByRole('option', { name: 'Priorités nationales' })).at(-1)!)
  await qui.type(within(groupe).getByRole('textbox', { name: 'Plafond commun' }), '50')
  await qui.click(within(groupe).getByRole('button', { name: 'Faire varier dans un cas' }))
  expect(within(groupe).getByRole('textbox', { name: 'En plus ou en moins' })).toHaveValue('-50\u00a0%')
  await verifierAccessibilite(container)
  expect(screen.getByRole('button', { name: 'Cet ensemble ne change rien.' })).toBeVisible()
  await qui.click(screen.getByRole('button', { name: 'Enregistrer' }))
  await waitFor(() => expect(envois).toHaveLength(1))
  expect(envois[0]).toMatchObject({ document: { ensembles: [{ code: 'ENSEMBLE', parmi: ['N'], plafond: 50, variations: [{ pourcent: -50 }] }] } })
  await qui.click(within(groupe).getByRole('button', { name: /Retirer l’ensemble/ }))
  expect(screen.queryByRole('group', { name: 'Nouvel ensemble' })).toBeNull()
})

test('de plusieurs blocs, seul le plus élevé compte, et sans dépasser une part d’un autre', async () => {
  const envois = avecBrouillon()
  const qui = userEvent.setup()
  await ouvrir(PAGE)
  await qui.click(await screen.findByRole('button', { name: 'Ajouter un ensemble' }))
  const groupe = () => within(screen.getByRole('group', { name: 'Nouvel ensemble' }))
  await qui.click(groupe().getByLabelText('Seul le bloc le plus élevé compte'))
  await qui.click(groupe().getAllByLabelText('Ne dépasse pas une part de')[0]!)
  await qui.click((await screen.findAllByRole('option', { name: 'Priorités nationales' })).at(-1)!)
  expect(groupe().getByLabelText('Part de ses points')).toHaveValue('100\u00a0%')
  await qui.clear(groupe().getByLabelText('Part de ses points'))
  await qui.type(groupe().getByLabelText('Part de ses points'), '50')
  await qui.click(screen.getByRole('button', { name: 'Enregistrer' }))
  await waitFor(() => expect(envois).toHaveLength(1))
  expect(envois[0]).toMatchObject({ document: { ensembles: [{ code: 'ENSEMBLE', parmi: [], mode: 'max', plafond_relatif: { bloc: 'N', pourcent: 50 } }] } })
})

test('une ancienneté repart de zéro après un refus, une condition nomme un secteur', async () => {
  const envois = avecBrouillon()
  const qui = userEvent.setup()
  const { container } = await ouvrir(PAGE)
  await qui.click(await screen.findByRole('button', { name: 'Ajouter un secteur' }))
  const secteur = screen.getByRole('group', { name: 'Nouveau secteur' })
  await qui.type(within(secteur).getAllByLabelText('Communes')[0]!, '35024{Enter}')
  await qui.click(screen.getByRole('button', { name: /Décision DALO favorable/, expanded: false }))
  const condition = screen.getByRole('group', { name: 'Condition' })
  await qui.selectOptions(within(condition).getByRole('combobox', { name: 'Information' }), 'Ancienneté de la demande')
  await qui.click(within(condition).getByRole('checkbox', { name: 'Repart ou recule après un événement' }))
  await qui.type(within(condition).getByRole('textbox', { name: 'Mois perdus, chaque fois' }), '6')
  await verifierAccessibilite(container)
  await qui.click(screen.getByRole('button', { name: 'Enregistrer' }))
  await waitFor(() => expect(envois).toHaveLength(1))
  expect(envois[0]).toMatchObject({ document: { secteurs: [{ code: 'SECTEUR', communes: ['35024'] }], blocs: [{ criteres: [{ si: { champ: 'anciennete_mois', repart_de: { adapte: true, recul_mois: 6 } } }] }] } })
  await qui.selectOptions(within(condition).getByRole('combobox', { name: 'Information' }), 'Communes souhaitées')
  await qui.click(within(condition).getAllByLabelText('Secteurs')[0]!)
  await qui.click((await screen.findAllByRole('option', { name: 'Nouveau secteur' })).at(-1)!)
  await qui.click(screen.getByRole('button', { name: 'Enregistrer' }))
  await waitFor(() => expect(envois).toHaveLength(2))
  expect((envois[1] as { document: { blocs: { criteres: { si: unknown }[] }[] } }).document.blocs[0]!.criteres[0]!.si).toEqual({ champ: 'communes_souhaitees', op: 'dans', secteurs: ['SECTEUR'] })
})

test('le premier refus reste sans effet, et les suivants comptent', async () => {
  const envois = avecBrouillon()
  const qui = userEvent.setup()
  await ouvrir(PAGE)
  await qui.click(await screen.findByRole('button', { name: /Décision DALO favorable/, expanded: false }))
  await qui.selectOptions(screen.getByRole('combobox', { name: 'Points' }), 'Par événement daté')
  await qui.type(screen.getByRole('textbox', { name: 'Sans effet, les premiers' }), '1')
  await qui.click(screen.getByRole('button', { name: 'Enregistrer' }))
  await waitFor(() => expect(envois).toHaveLength(1))
  expect(envois[0]).toMatchObject({ document: { blocs: [{ criteres: [{ code: 'DALO', evenement: { franchise: 1 } }] }] } })
})

test('des conditions se comptent : au moins deux parmi plusieurs', async () => {
  const envois = avecBrouillon()
  const qui = userEvent.setup()
  await ouvrir(PAGE)
  await qui.click(await screen.findByRole('button', { name: /Décision DALO favorable/, expanded: false }))
  const condition = screen.getByRole('group', { name: 'Condition' })
  await qui.click(within(condition).getByRole('button', { name: 'En faire un groupe' }))
  await qui.click(within(condition).getByRole('button', { name: 'Ajouter une condition' }))
  await qui.selectOptions(within(condition).getByRole('combobox', { name: 'Comment ces conditions se combinent' }), 'Plusieurs de ces conditions')
  expect(within(condition).getByRole('textbox', { name: 'Combien' })).toHaveValue('2')
  await qui.click(screen.getByRole('button', { name: 'Enregistrer' }))
  await waitFor(() => expect(envois).toHaveLength(1))
  expect(envois[0]).toMatchObject({ document: { blocs: [{ criteres: [{ si: { au_moins: 2, parmi: [{ champ: 'dalo' }, { champ: 'anciennete_mois' }] } }] }] } })
})

test('un code change partout où un cumul le cite, et jamais pour celui d’un autre', async () => {
  const envois = avecBrouillon()
  const bloc = { code: 'N', libelle: 'Priorités', criteres: [{ code: 'DALO', libelle_public: 'DALO', points: 50 }, { code: 'D', libelle_public: 'Autre', points: 5 }, { code: 'CUMUL', libelle_public: 'Les deux', cumul: { parmi: ['DALO', 'D'], paliers: [[2, 3]] } }] }
  server.use(repond('get', '/grilles-de-cotation/{grille_id}', { ...brouillon, document: { ...brouillon.document, blocs: [bloc] } }))
  const qui = userEvent.setup()
  await ouvrir(PAGE)
  await qui.click(await screen.findByRole('button', { name: /^DALO/, expanded: false }))
  const code = () => screen.getByRole('textbox', { name: 'Code' })
  await qui.clear(code())
  await qui.type(code(), 'D')
  expect(screen.getByText('Un autre bloc ou critère porte déjà ce code.')).toBeVisible()
  await qui.type(code(), 'ROIT')
  await qui.tab()
  await qui.click(screen.getByRole('button', { name: 'Enregistrer' }))
  await waitFor(() => expect(envois).toHaveLength(1))
  expect(envois[0]).toMatchObject({ document: { blocs: [{ criteres: [{ code: 'DROIT' }, { code: 'D' }, { cumul: { parmi: ['DROIT', 'D'] } }] }] } })
})

test('le code d’un bloc change partout où un autre bloc ou un ensemble le cite', () => {
  const document = {
    id: 'G',
    blocs: [
      { code: 'N', criteres: [] },
      { code: 'L', exclu_si_positif: ['N'], criteres: [{ code: 'C', points: 1 }] },
    ],
    ensembles: [{ code: 'E', parmi: ['L'], plafond_relatif: { bloc: 'N', pourcent: 50 } }],
  }
  expect(renommer(document, 'N', 'NATIONAL')).toEqual({
    id: 'G',
    blocs: [
      { code: 'NATIONAL', criteres: [] },
      { code: 'L', exclu_si_positif: ['NATIONAL'], criteres: [{ code: 'C', points: 1 }] },
    ],
    ensembles: [{ code: 'E', parmi: ['L'], plafond_relatif: { bloc: 'NATIONAL', pourcent: 50 } }],
  })
})

test('un document d’ailleurs remplace le brouillon s’il se lit, sinon chaque faute est dite à sa place', async () => {
  avecBrouillon()
  server.use(
    repond('post', '/relectures-de-grille', async ({ corps }) => {
      const { document } = (await corps()) as { document: { libelle?: string } }
      const bon = document.libelle !== 'Mauvaise'
      return { lisible: bon, blocs: [], ensembles: [], observations: bon ? [] : [{ niveau: 'bloquant' as const, chemin: 'blocs[0].mode', raison: { code: 'choix-inconnu', phrase: '« produit » n’est pas un choix possible.', parametres: {} } }] }
    }),
  )
  const qui = userEvent.setup()
  const { container } = await ouvrir(PAGE)
  const deposer = async (contenu: string) => {
    await screen.findByText('Document d’échange')
    await qui.upload(container.querySelector<HTMLInputElement>('input[type=file]')!, new File([contenu], 'grille.json', { type: 'application/json' }))
  }
  await deposer('ceci n’est pas une grille')
  expect(await screen.findByText(/n’est pas un document JSON/)).toBeVisible()
  await deposer(JSON.stringify({ id: 'X', libelle: 'Mauvaise', blocs: [] }))
  expect(await screen.findByText('blocs[0].mode')).toBeVisible()
  expect(screen.getByRole('textbox', { name: 'Nom de la grille' })).toHaveValue('Grille 2027')
  await deposer(JSON.stringify({ id: 'X', libelle: 'D’ailleurs', version: 3, blocs: [{ code: 'B', criteres: [{ code: 'A', points: 1 }] }] }))
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'Nom de la grille' })).toHaveValue('D’ailleurs'))
  await verifierAccessibilite(container)
  await qui.click(screen.getByRole('button', { name: 'Annuler' }))
  expect(screen.getByRole('textbox', { name: 'Nom de la grille' })).toHaveValue('Grille 2027')
})

test('publier demande la délibération et dit ce que cela entraîne', async () => {
  const envois: unknown[] = []
  server.use(
    repond('get', '/grilles-de-cotation/{grille_id}', { ...brouillon, statut: 'test', statut_libelle: 'En test', actions: [{ code: 'publier', libelle: 'Publier', permise: true, raisons: [] }] }),
    repond('get', '/grilles-de-cotation/{grille_id}/consequences', { demandes: 1200, communes: 43, remplacee: null, differences: [], phrases: ['1 200 demandes actives souhaitent une commune de Rennes Métropole.'] }),
    repond('post', '/grilles-de-cotation/{grille_id}/publication', async ({ corps }) => {
      envois.push(await corps())
      return { ...brouillon, statut: 'publiee' as const }
    }),
  )
  const qui = userEvent.setup()
  await ouvrir(`/grilles-de-cotation/${brouillon.id}`)
  await qui.click(await screen.findByRole('button', { name: 'Publier' }))
  const dialogue = await screen.findByRole('dialog', { name: 'Publier la grille' })
  expect(await within(dialogue).findByText(/1 200 demandes actives/)).toBeVisible()
  expect(within(dialogue).getByRole('button', { name: 'Publier' })).toBeDisabled()
  await qui.type(within(dialogue).getByLabelText(/Référence de la délibération/), '2026-014')
  await qui.type(within(dialogue).getByLabelText(/Date de la délibération/), '2026-01-15')
  await qui.click(within(dialogue).getByRole('checkbox', { name: /Avertir/ }))
  await qui.click(within(dialogue).getByRole('button', { name: 'Publier' }))
  await waitFor(() => expect(envois).toHaveLength(1))
  expect(envois[0]).toMatchObject({ version: 4, deliberation: { reference: '2026-014', date: '2026-01-15', url: null }, prevenir: true })
})

test('deux versions se comparent en phrases', async () => {
  server.use(
    repond('get', '/grilles-de-cotation/{grille_id}', brouillon),
    repond('get', '/grilles-de-cotation/{grille_id}/comparaison', ({ url }) => {
      expect(url.searchParams.get('avec')).toBe(uuid(16, 1))
      const resume = { id: uuid(16, 1), epci: '1', epci_nom: 'x', libelle: 'x', version_grille: 1, statut: 'publiee' as const, statut_libelle: 'Publiée', population: 'tous' as const, population_libelle: 'x', fictive: false, effet_du: null, effet_au: null, nb_criteres: 1, deliberation: null, nb_bloquants: 0, modifiable: false }
      return { avant: resume, apres: resume, differences: [{ genre: 'changement' as const, chemin: 'DALO', phrase: '« DALO », points : +40 points devient +50 points.', avant: null, apres: null }] }
    }),
  )
  const { container } = await ouvrir(`/grilles-de-cotation/${brouillon.id}/comparaison`)
  expect(await screen.findByText(/\+40 points devient \+50 points/)).toBeVisible()
  await verifierAccessibilite(container)
})
