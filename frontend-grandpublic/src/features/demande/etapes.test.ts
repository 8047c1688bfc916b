import { expect, test } from 'vitest'
import { TELEPHONE } from '../../ui/form/schema.ts'
import { coordonneesSchema } from './etapes/CoordonneesEtape.tsx'
import { fichesSchema } from './etapes/FichesHandicap.tsx'
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

const manques = (lu: { error?: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } }) =>
  lu.error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? []

const referent = { nom: '', adresse: '', telephone: '', email: '', proche_du_domicile: false }
const fiche = { personne_id: 'x', reconnu: false, etat: '', tierce_personne: false, moteur: [], sensoriel: [], autre_nature: '', marche: '', aides: [], equipements: [], besoin: '', autre_besoin: '', referent }

test('un contact sans son nom se réclame, au lieu de disparaître en silence', () => {
  const lire = (suite: Partial<typeof referent>) => manques(fichesSchema.safeParse([{ ...fiche, referent: { ...referent, ...suite } }]))
  expect(lire({})).toEqual([])
  expect(lire({ nom: 'Dr Morin', telephone: '02 99 00 00 01' })).toEqual([])
  expect(lire({ telephone: '02 99 00 00 01' })).toEqual([['0.referent.nom', 'Écrivez le nom de la personne à contacter.']])
  const suivi = (suite: object) => manques(coordonneesSchema.shape.accompagnement.safeParse({ suivi: 'oui', nom: '', adresse: '', telephone: '', email: '', ...suite }))
  expect(suivi({ suivi: 'non' })).toEqual([])
  expect(suivi({ nom: 'CCAS' })).toEqual([])
  expect(suivi({ telephone: '02 99 00 00 01' })).toEqual([['nom', expect.stringContaining('Écrivez le nom de l’association')]])
})

test.each([
  ['06 12 34 56 78', true],
  ['+33 6 12 34 56 78', true],
  ['+32 470 12 34 56', true],
  ['06 12 34', false],
  ['+33 6 12', false],
  ['32 470 12 34 56', false],
])('le téléphone « %s » se lit : %s', (saisi, juste) => {
  expect(TELEPHONE.test(saisi)).toBe(juste)
})

test('les neuf étapes se suivent jusqu’à la relecture', () => {
  expect(ETAPES).toHaveLength(9)
  expect(precedente('identite')).toBeNull()
  expect(suivante('identite')).toBe('coordonnees')
  expect(suivante('piece-identite')).toBe('recapitulatif')
})
