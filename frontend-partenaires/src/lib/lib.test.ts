import { describe, expect, test } from 'vitest'
import { age, dateCourte, dateDeSeance, dateEtHeure, dateLongue, duree, heure, versInstant, versLocal } from './dates.ts'
import { differences } from './differences.ts'
import { enCsv } from './liens.ts'
import { euros, pluriel, pourcent } from './montants.ts'
import { ressembleAUnNir } from './nir.ts'
import { nomAffiche } from './personnes.ts'
import { ecrireRecherche, lireRecherche } from './search.ts'
import { typographier } from './typographie.ts'

const sansInsecables = (texte: string) => texte.replace(/[\u202f\u00a0]/g, ' ')

describe('les dates', () => {
  test('un jour légal ne glisse pas d’un fuseau à l’autre', () => {
    expect(dateCourte('2026-11-22')).toBe('22/11/2026')
  })
  test('un instant se lit au jour de Paris', () => {
    expect(dateCourte('2026-11-22T23:30:00Z')).toBe('23/11/2026')
    expect(dateEtHeure('2026-07-01T12:05:00Z')).toBe('01/07/2026 à 14h05')
  })
  test('le premier du mois se dit 1er', () => {
    expect(dateLongue('2026-12-01')).toBe('mardi 1er décembre 2026')
  })
  test.each([
    [0, 'moins d’un mois'],
    [5, '5 mois'],
    [12, '1 an'],
    [15, '1 an 3 mois'],
    [26, '2 ans 2 mois'],
  ])('%i mois d’ancienneté se disent « %s »', (mois, texte) => {
    expect(sansInsecables(duree(mois))).toBe(texte)
  })
  test('l’âge change le jour de l’anniversaire', () => {
    expect(age('1984-05-12', '2026-05-11')).toBe(41)
    expect(age('1984-05-12', '2026-05-12')).toBe(42)
  })
  test.each([
    ['2026-11-23T09:00', '2026-11-23T08:00:00.000Z'],
    ['2026-07-14T09:00', '2026-07-14T07:00:00.000Z'],
  ])('le champ %s est à l’heure de Paris, hiver comme été', (local, instant) => {
    expect(versInstant(local)).toBe(instant)
    expect(versLocal(instant)).toBe(local)
  })
})

describe('les montants', () => {
  test('les centimes ne se montrent que s’il y en a', () => {
    expect(sansInsecables(euros(1412))).toBe('1 412 €')
    expect(sansInsecables(euros(306.49))).toBe('306,49 €')
  })
  test('zéro et un sont singuliers', () => {
    expect(pluriel(0, 'demande')).toBe('0 demande')
    expect(pluriel(1, 'demande')).toBe('1 demande')
    expect(pluriel(2, 'demande')).toBe('2 demandes')
  })
  test('un pourcentage garde une décimale', () => {
    expect(sansInsecables(pourcent(33.48))).toBe('33,5 %')
  })
})

test.each([
  [{ nom_naissance: 'Chorouot', nom_usage: 'Koroui', prenoms: 'Martine' }, 'KOROUI (CHOROUOT) Martine'],
  [{ nom_naissance: 'Martin', nom_usage: null, prenoms: 'Paul' }, 'MARTIN Paul'],
  [{ nom_naissance: 'Martin', nom_usage: 'Martin', prenoms: 'Paul' }, 'MARTIN Paul'],
  [{ nom_naissance: null, nom_usage: null, prenoms: null }, 'Nom non renseigné'],
])('le nom affiché suit la règle R-NOM-1', (personne, attendu) => {
  expect(nomAffiche(personne)).toBe(attendu)
})

describe('l’adresse garde l’état des listes', () => {
  test('ce qui est écrit se relit', () => {
    const recherche = { q: 'martin', etat: ['AC', 'EV'], page: 2, a_valider: true }
    expect(ecrireRecherche(recherche)).toBe('?q=martin&etat=AC&etat=EV&page=2&a_valider=true')
    expect(lireRecherche('?q=martin&etat=AC&etat=EV&page=2')).toEqual({ q: 'martin', etat: ['AC', 'EV'], page: '2' })
  })
  test('ce qui est vide ne s’écrit pas', () => {
    expect(ecrireRecherche({ q: undefined, etat: [], a_valider: false })).toBe('')
  })
})

describe('l’export', () => {
  test('un tableur français le lit', () => {
    expect(enCsv([['Nom', 'Points'], ['LE GOFF ; Anne', 42.5]])).toBe('\uFEFFNom;Points\r\n"LE GOFF ; Anne";42,5')
  })
  test('une cellule ne devient jamais une formule', () => {
    expect(enCsv([['=HYPERLINK("http://x")']])).toContain("'=HYPERLINK")
  })
})

describe('les différences de l’historique', () => {
  test('seules les feuilles changées sont dites', () => {
    expect(differences({ demandeur: { id: 'x', telephone: '1', prenoms: 'A' } }, { demandeur: { id: 'y', telephone: '2', prenoms: 'A' } })).toEqual([
      { chemin: 'demandeur.telephone', avant: '1', apres: '2' },
    ])
  })
  test('une personne ajoutée se lit champ par champ', () => {
    expect(differences({ occupants: [] }, { occupants: [{ id: '1', prenom: 'Lina' }] })).toEqual([{ chemin: 'occupants.1.prenom', avant: undefined, apres: 'Lina' }])
  })
})

test.each([
  ['2880599999123', true],
  ['1 84 12 2A 004 123 45', true],
  ['2880599999', true],
  ['035112600012335238', false],
  ['972112600012397209', false],
  ['0612345678', false],
  ['12/05/1984', false],
  ['00121279', false],
  ['Martin', false],
])('un numéro de sécurité sociale se reconnaît avant d’être envoyé : %s', (saisie, attendu) => {
  expect(ressembleAUnNir(saisie)).toBe(attendu)
})

describe('les phrases du serveur', () => {
  test('un numéro unique s’y lit par groupes, qui ne se coupent pas', () => {
    const lu = '035\u00a01126\u00a0000123\u00a035238'
    expect(typographier('Demande 035112600012335238, bail signé')).toBe(`Demande ${lu}, bail signé`)
    expect(typographier('035112600012335238 rejoint 035112600012335238')).toBe(`${lu} rejoint ${lu}`)
  })
  test('seul, il reste ce que l’on cherche et que l’on copie', () => {
    expect(typographier('035112600012335238')).toBe('035112600012335238')
  })
  test('un numéro de sécurité sociale n’en est pas un', () => {
    expect(typographier('né sous 184127645108946.')).toBe('né sous 184127645108946.')
  })
})

test('une heure se lit d’une seule façon', () => {
  expect(heure('09:30:00')).toBe('09h30')
  expect(heure('2026-11-22T08:30:00Z')).toBe('09h30')
  expect(dateDeSeance({ tenue_le: '2026-11-23', heure: '09:30' })).toBe('lundi 23 novembre 2026 à 09h30')
  expect(dateDeSeance({ tenue_le: '2026-11-23', heure: null })).toBe('lundi 23 novembre 2026')
})
