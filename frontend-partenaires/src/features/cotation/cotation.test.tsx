import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { repond } from '@/test/api-handler.ts'
import { cotations, criteresAValider, uuid, vieCotee } from '@/test/fixtures/demandes.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

test('aucun point sans sa raison : ce qui est lu, ce que cela vaut, ce qui manque', async () => {
  const { container } = await ouvrir(`/demandes/${uuid(1, 0)}/cotation`)
  const lignes = await screen.findAllByRole('row')
  const ligne = (texte: RegExp) => lignes.find((row) => texte.test(row.textContent ?? ''))!
  expect(ligne(/Suroccupation/)).toHaveTextContent(/4 personnes dans un T2.*Deux pièces manquent au foyer.*\+12.*\+12/)
  expect(ligne(/Rapprochement/)).toHaveTextContent(/À prouver par une attestation de l’employeur.*En attente d’une pièce.*refusée le 2 novembre 2026.*\+15.*0/)
  expect(screen.getByRole('link', { name: /Ouvrir la pièce : Attestation/ })).toHaveAttribute('href', expect.stringContaining(`/pieces?piece=${uuid(5, 1)}`))
  expect(ligne(/^Priorités cumulées/)).toHaveTextContent(/70 points\s; plafonnés à 50 points.*plafonnée à 50.*\+50.*\+50/)
  expect(ligne(/^Total/)).toHaveTextContent('5742')
  expect(screen.getByText(/Une attestation de l’employeur prouverait/)).toBeVisible()
  await verifierAccessibilite(container)
})

test('la position et l’attente sont celles que lit le demandeur, avec leur périmètre, leur date et leur incertitude', async () => {
  const { container } = await ouvrir(`/demandes/${uuid(1, 0)}/cotation`)
  expect(await screen.findByRole('row', { name: /Rennes.*hors mutation.*48 \/ 412/ })).toBeVisible()
  const estimee = (await screen.findByText('Rennes et ses voisines')).closest('tr')
  expect(estimee).toHaveTextContent(/T3148.*\(12 à 17 mois\).*\(26 à … mois\)29 logées \(25 à 34\)/)
  expect(screen.getByRole('row', { name: /Cesson-Sévigné T3/ })).toBeVisible()
  expect(screen.getByText(/se sont vérifiées/)).toBeVisible()
  await verifierAccessibilite(container)
})

test('l’agent lit ce que lit le demandeur depuis sa dernière visite', async () => {
  const evolution = {
    depuis_le: '2026-06-01',
    points_avant: 52,
    rang_avant: 51,
    changements: [{ cause: 'temps' as const, cause_libelle: 'Le temps a passé', points: 5, places: null, phrase: '+5 points : le temps a passé (« Ancienneté »).' }],
    phrase: 'Depuis le 1er juin 2026 : +5 points : le temps a passé (« Ancienneté »).',
  }
  server.use(repond('get', '/demandes/{demande_id}/cotations', [{ ...cotations[0]!, evolution }]))
  await ouvrir(`/demandes/${uuid(1, 0)}/cotation`)
  expect(await screen.findByText('Ce que lit le demandeur, depuis sa visite du 01/06/2026')).toBeVisible()
  expect(screen.getByText(/\+5\spoints\s: le temps a passé/)).toBeVisible()
})

test('les points d’une version remplacée se lisent avec sa grille, à côté de ceux d’aujourd’hui', async () => {
  const passee = {
    cotation: { ...cotations[0]!, version_grille: 1, grille_id: uuid(16, 9), points_verifies: 35, positions: [], ce_qui_changerait: [] },
    jusqu_au: '2026-08-31',
    phrase: '35 points jusqu’au 31 août 2026 avec la version 1, 42 points aujourd’hui avec la version 2.',
    version_maintenant: 2,
    points_maintenant: 42,
    differences: [{ code: 'L9', libelle: 'Travaille à Rennes', avant: null, maintenant: 7 }],
    totaux: [{ du: '2025-01-01', au: '2026-08-31', points_verifies: 35, points_declares: 50, cause: 'temps' as const, cause_libelle: 'Le temps a passé' }],
  }
  server.use(repond('get', '/demandes/{demande_id}/cotations/passees', [passee]))
  const qui = userEvent.setup()
  const { container } = await ouvrir(`/demandes/${uuid(1, 0)}/cotation`)
  const carte = within(await screen.findByRole('region', { name: 'Rennes Métropole : points avec la version 1' }))
  expect(carte.getByText(/35 points jusqu’au 31 août 2026/)).toBeVisible()
  expect(carte.getByRole('row', { name: /Travaille à Rennes critère absent 7/ })).toBeVisible()
  expect(carte.getByRole('row', { name: /01\/01\/2025 31\/08\/2026 35 50 Le temps a passé/ })).toBeVisible()
  await qui.click(carte.getByText('Ligne par ligne, avec la grille d’alors'))
  expect(carte.getByRole('region', { name: 'Calcul pour Rennes Métropole avec la version 1' })).toBeVisible()
  await verifierAccessibilite(container)
})

test('un refus ne pénalise que si un agent dit que le logement était adapté, et pourquoi', async () => {
  const envois: unknown[] = []
  server.use(
    repond('post', '/demandes/{demande_id}/evenements-de-vie/{evenement_id}/qualification', async ({ corps }) => {
      envois.push(await corps())
      return { ...vieCotee, evenements: vieCotee.evenements.map((e) => (e.id === 2 ? { ...e, adapte: true } : e)) }
    }),
  )
  const qui = userEvent.setup()
  const { container } = await ouvrir(`/demandes/${uuid(1, 0)}/cotation`)
  expect(await screen.findByRole('row', { name: /Refus d’un logement proposé.*ne pénalise pas/ })).toBeVisible()
  await verifierAccessibilite(container)
  await qui.click(screen.getByRole('button', { name: 'Dire s’il était adapté' }))
  const dialogue = await screen.findByRole('dialog', { name: /était-il adapté/ })
  expect(within(dialogue).getByRole('button', { name: 'Enregistrer' })).toBeDisabled()
  await qui.click(within(dialogue).getByRole('radio', { name: 'Adapté' }))
  await qui.type(within(dialogue).getByLabelText(/Pourquoi/), 'Le T3 demandé.')
  await qui.click(within(dialogue).getByRole('button', { name: 'Enregistrer' }))
  expect(await screen.findByRole('row', { name: /Refus d’un logement proposé.*Adapté/ })).toBeVisible()
  expect(envois).toEqual([{ adapte: true, motif: 'Le T3 demandé.' }])
})

test('un fait se conteste, un autre agent admet ou rejette, et dit pourquoi', async () => {
  const envois: unknown[] = []
  const contestation = vieCotee.contestations[0]!
  server.use(
    repond('post', '/demandes/{demande_id}/evenements-de-vie/{evenement_id}/contestation', async ({ corps }) => {
      envois.push(await corps())
      return vieCotee
    }),
    repond('post', '/demandes/{demande_id}/evenements-de-vie/contestations/{contestation_id}/decision', async ({ corps }) => {
      envois.push(await corps())
      return { ...vieCotee, contestations: [{ ...contestation, issue: 'admise' as const, decidee_le: '2026-06-15', decidee_par: 'Habitat du Pays', motif_decision: 'Vérifié.' }] }
    }),
  )
  const qui = userEvent.setup()
  const { container } = await ouvrir(`/demandes/${uuid(1, 0)}/cotation`)
  await qui.click(await screen.findByRole('button', { name: 'Contester' }))
  const contester = await screen.findByRole('dialog', { name: /Contester «/ })
  await qui.type(within(contester).getByLabelText(/Pourquoi ce fait est contesté/), 'Jamais reçue.')
  await qui.click(within(contester).getByRole('button', { name: 'Enregistrer la contestation' }))
  await qui.click(await screen.findByRole('button', { name: 'Décider' }))
  const decider = await screen.findByRole('dialog', { name: /Décider de la contestation/ })
  expect(within(decider).getByText(/Le bulletin était bon/)).toBeVisible()
  expect(within(decider).getByRole('button', { name: 'Décider' })).toBeDisabled()
  await qui.click(within(decider).getByRole('radio', { name: /Admettre/ }))
  await qui.type(within(decider).getByLabelText(/Pourquoi/), 'Vérifié.')
  await qui.click(within(decider).getByRole('button', { name: 'Décider' }))
  expect(await screen.findByText(/Admise par Habitat du Pays\s: Vérifié\./)).toBeVisible()
  expect(envois).toEqual([{ motif: 'Jamais reçue.' }, { issue: 'admise', motif: 'Vérifié.' }])
  await verifierAccessibilite(container)
})

test('une demande hors cotation dit pourquoi', async () => {
  server.use(
    repond('get', '/demandes/{demande_id}/cotations', [
      { ...cotations[0]!, statut: 'hors_cotation', statut_libelle: 'Hors cotation', points_verifies: null, points_declares: null, hors_cotation: { code: 'mutation', phrase: 'Les mutations dans le parc social ne sont pas cotées par cette grille.', parametres: {} } },
    ]),
  )
  await ouvrir(`/demandes/${uuid(1, 0)}/cotation`)
  expect(await screen.findByText('Les mutations dans le parc social ne sont pas cotées par cette grille.')).toBeVisible()
  expect(screen.getByRole('heading', { name: /hors cotation/ })).toBeVisible()
})

test('une grille dit ses critères, leur barème et la preuve attendue', async () => {
  await ouvrir(`/grilles-de-cotation/${uuid(16, 1)}`)
  expect(screen.getByRole('row', { name: /Ancienneté 0 avant 12\smois.*0 à 20/ })).toBeVisible()
  expect(screen.getByText('Grille de démonstration : ses critères ne sont ceux d’aucun territoire.')).toBeVisible()
})

test('le même ménage se lit sous la grille de chaque EPCI, quand on le demande', async () => {
  server.use(
    repond('get', '/demandes/{demande_id}/comparaison-de-grilles', {
      calculee_le: '2026-06-15',
      grilles: [
        { grille_id: uuid(16, 1), epci: '243500139', epci_nom: 'Rennes Métropole', grille: 'Grille', version_grille: 1, souhaite: true, points_verifies: 40, points_declares: 55, hors_cotation: null, part_du_maximum: 30.5, criteres: [{ code: 'N3', libelle: 'Sans logement', points: 40 }], familles: { nationale: 40 } },
        { grille_id: uuid(16, 2), epci: '243500782', epci_nom: 'Saint-Malo Agglomération', grille: 'Grille', version_grille: 1, souhaite: false, points_verifies: null, points_declares: null, hors_cotation: 'Mutation', part_du_maximum: null, criteres: [], familles: {} },
      ],
    }),
  )
  const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 0)}/cotation`)
  await utilisateur.click(await screen.findByRole('button', { name: 'Comparer les grilles' }))
  expect(await screen.findByRole('row', { name: /Rennes Métropole \(souhaité\)/ })).toHaveTextContent(/40.*55.*Sans logement \(40\)/)
  expect(screen.getByRole('row', { name: /Saint-Malo/ })).toHaveTextContent('Mutation')
})

test('une grille publiée mène au registre, aux guides, à la simulation et aux statistiques', async () => {
  await ouvrir(`/grilles-de-cotation/${uuid(16, 1)}`)
  const cible = (nom: string) => screen.getByRole('link', { name: nom }).getAttribute('href')
  expect(cible('La grille au registre public')).toBe('/35/grilles-de-cotation/243500139-tous-2')
  expect(cible('Guide du membre de la commission')).toBe('/35/grilles-de-cotation/243500139-tous-2/guides/commission')
  expect(cible('Essayer cette grille sur toutes les demandes')).toContain(`/simulations?grille=${uuid(16, 1)}`)
  expect(cible('Statistiques de ce territoire')).toContain(`grille=${uuid(16, 1)}`)
})

test('le recalcul dit où il en est, et quoi faire quand il s’arrête', async () => {
  const arrete = { etat: 'arrete' as const, etat_libelle: 'Recalcul arrêté', commence_le: '2026-11-26T22:00:00Z', termine_le: null, a_examiner: 800, examinees: 200, changees: 40, part: 25, phrase: '200 demandes examinées sur 800, dont 40 ont changé de points.', remede: 'Prévenez le gestionnaire du fichier.', actions: [{ code: 'relancer', libelle: 'Relancer le recalcul', permise: true, raisons: [], montrer: true }] }
  server.use(repond('get', '/grilles-de-cotation/{grille_id}/recalcul', { recalcul: arrete }))
  const { container } = await ouvrir(`/grilles-de-cotation/${uuid(16, 1)}`)
  expect(await screen.findByRole('progressbar', { name: /Recalcul\s: 25/ })).toBeInTheDocument()
  expect(screen.getByText(/200 demandes examinées sur 800/)).toBeVisible()
  expect(screen.getByText('Prévenez le gestionnaire du fichier.')).toBeVisible()
  await verifierAccessibilite(container)
  server.use(repond('post', '/grilles-de-cotation/{grille_id}/recalcul', { recalcul: { ...arrete, etat: 'en_cours', etat_libelle: 'Recalcul en cours', examinees: 0, part: 0, remede: null, actions: [] } }))
  await userEvent.setup().click(screen.getByRole('button', { name: 'Relancer le recalcul' }))
  expect(await screen.findByText('Recalcul en cours')).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Relancer le recalcul' })).toBeNull()
})

test('un agent valide ce qu’un intervenant a constaté, dit d’où il le tient, et peut le retirer', async () => {
  const envois: unknown[] = []
  const [critere] = criteresAValider.criteres
  const validation = { id: uuid(21, 1), valide_le: '2026-11-22', vaut_jusqu_au: null, par: 'Armor Habitat', motif: 'Rapport du CCAS.', valable: true }
  const retirer = { ...critere!.actions[0]!, code: 'retirer', libelle: 'Retirer' }
  server.use(
    repond('post', '/demandes/{demande_id}/criteres-a-valider', async ({ corps }) => {
      envois.push(await corps())
      return { criteres: [{ ...critere!, validation, phrase: 'validé le 22 novembre 2026 par Armor Habitat', actions: [retirer] }] }
    }),
    repond('post', '/demandes/{demande_id}/criteres-a-valider/{validation_id}/retrait', async ({ corps }) => {
      envois.push(await corps())
      return criteresAValider
    }),
  )
  const qui = userEvent.setup()
  const { container } = await ouvrir(`/demandes/${uuid(1, 0)}/cotation`)
  const ligne = () => screen.findByRole('row', { name: /Vulnérabilité évaluée/ })
  expect(await ligne()).toHaveTextContent(/à valider au titre de : travailleur social/)
  await verifierAccessibilite(container)
  await qui.click(within(await ligne()).getByRole('button', { name: 'Valider' }))
  const dialogue = within(await screen.findByRole('dialog', { name: /Valider .*Vulnérabilité évaluée/ }))
  expect(dialogue.getByText(/La grille demande la parole de\s: travailleur social/)).toBeVisible()
  await qui.type(dialogue.getByRole('textbox', { name: /D’où on le tient/ }), 'Rapport du CCAS.')
  await qui.click(dialogue.getByRole('button', { name: 'Valider le critère' }))
  expect(await screen.findByText('validé le 22 novembre 2026 par Armor Habitat')).toBeVisible()
  await qui.click(within(await ligne()).getByRole('button', { name: 'Retirer' }))
  const retrait = within(await screen.findByRole('dialog', { name: /Retirer la validation/ }))
  await qui.type(retrait.getByRole('textbox', { name: /Raison/ }), 'Ce n’était pas ce foyer.')
  await qui.click(retrait.getByRole('button', { name: 'Retirer la validation' }))
  expect(await screen.findByText(/à valider au titre de/)).toBeVisible()
  expect(envois).toEqual([{ epci: '243500139', critere: 'VULNERABLE', motif: 'Rapport du CCAS.' }, { motif: 'Ce n’était pas ce foyer.' }])
})
