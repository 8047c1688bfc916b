import { expect, test } from 'vitest'
import { ETAPES, etapeDuChamp, precedente, suivante } from './etapes.ts'

test.each([
  ['demandeur', 'identite'],
  ['demandeur.nom_naissance', 'identite'],
  ['demandeur.nir', 'identite'],
  ['demandeur.adresse.code_postal', 'coordonnees'],
  ['demandeur.email', 'coordonnees'],
  ['demandeur.situation_professionnelle', 'situation-professionnelle'],
  ['codemandeurs.0.situation_professionnelle', 'situation-professionnelle'],
  ['codemandeurs.0.ne_le', 'foyer'],
  ['occupants.2.a_charge', 'foyer'],
  ['a_naitre.prevue_le', 'foyer'],
  ['revenus.rfr.1.annee', 'revenus'],
  ['logement_actuel.loyer', 'logement-actuel'],
  ['logement_recherche.communes', 'logement-recherche'],
  ['motifs.codes', 'motifs'],
  ['pieces.identite', 'piece-identite'],
])('le champ %s se corrige à l’étape %s', (champ, etape) => {
  expect(etapeDuChamp(champ)).toBe(etape)
})

test('les neuf étapes se suivent jusqu’à la relecture', () => {
  expect(ETAPES).toHaveLength(9)
  expect(precedente('identite')).toBeNull()
  expect(suivante('identite')).toBe('coordonnees')
  expect(suivante('piece-identite')).toBe('recapitulatif')
})
