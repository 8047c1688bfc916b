import { describe, expect, it } from 'vitest'
import { age, dateCourte, duree, versInstant, versLocal } from './dates.ts'
import { enCsv } from './liens.ts'
import { pluriel } from './montants.ts'
import { numeroLisible, telephoneLisible } from './numero.ts'
import { nomAffiche } from './personnes.ts'

describe('dates', () => {
  it('lit un instant au jour de Paris', () => {
    expect(dateCourte('2026-11-22T23:30:00Z')).toBe('23/11/2026')
    expect(dateCourte('2026-11-22')).toBe('22/11/2026')
  })
  it('dit une ancienneté comme un agent', () => {
    expect([0, 5, 12, 15, 27].map(duree)).toEqual(['moins d’un mois', '5 mois', '1 an', '1 an 3 mois', '2 ans 3 mois'])
  })
  it('compte l’âge en années révolues', () => {
    expect(age('1988-04-12', '2026-04-11')).toBe(37)
    expect(age('1988-04-12', '2026-04-12')).toBe(38)
  })
  it('rend l’heure de Paris saisie, été comme hiver', () => {
    for (const local of ['2026-07-14T09:00', '2026-12-01T18:30']) expect(versLocal(versInstant(local))).toBe(local)
  })
})

describe('écritures', () => {
  it('montre le nom d’usage puis le nom de naissance', () => {
    expect(nomAffiche({ nom_usage: 'Koroui', nom_naissance: 'Chorouot', prenoms: 'Martine' })).toBe('KOROUI (CHOROUOT) Martine')
    expect(nomAffiche({ nom_naissance: 'Morel', prenoms: 'Jeanne' })).toBe('MOREL Jeanne')
  })
  it('coupe les numéros pour être lus', () => {
    expect(numeroLisible('035112600012335238')).toBe('035 1126 000123 35238')
    expect(telephoneLisible('+33612345678')).toBe('06 12 34 56 78')
  })
  it('accorde au pluriel à partir de deux', () => {
    expect([0, 1, 2].map((n) => pluriel(n, 'demande'))).toEqual(['0 demande', '1 demande', '2 demandes'])
  })
  it('n’écrit jamais une formule dans un tableur', () => {
    expect(enCsv([['=1+1', -3, 'a;b']])).toBe('\uFEFF\'=1+1;-3;"a;b"')
  })
})
