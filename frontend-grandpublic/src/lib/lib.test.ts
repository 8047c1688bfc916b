import { describe, expect, test } from 'vitest'
import { morceaux } from './adresses.ts'
import { contraste, nuances } from './couleur.ts'
import { dateEtHeure, dateLongue, duree, jourExistant } from './dates.ts'
import { euros, pluriel } from './montants.ts'
import { nirEstValide } from './nir.ts'
import { enFrancais, typographier } from './typographie.ts'
import { numeroLisible, telephoneLisible } from './numero.ts'

const rgb = (hexadecimal: string) => [1, 3, 5].map((rang) => parseInt(hexadecimal.slice(rang, rang + 2), 16)) as [number, number, number]

describe('les dates', () => {
  test('se lisent en toutes lettres, le premier du mois compris', () => {
    expect(dateLongue('2026-11-22')).toBe('22 novembre 2026')
    expect(dateLongue('2026-09-01')).toBe('1er septembre 2026')
  })
  test('un instant se lit à l’heure de Paris', () => {
    expect(dateEtHeure('2022-08-10T06:16:00Z')).toBe('10 août 2022 à 08h16')
  })
  test.each([
    ['4', '9', '1985', '1985-09-04'],
    ['31', '2', '1980', null],
    ['29', '2', '2024', '2024-02-29'],
    ['29', '2', '2025', null],
    ['1', '1', '85', null],
  ])('le %s/%s/%s donne %s', (jour, mois, annee, attendu) => {
    expect(jourExistant(jour, mois, annee)).toBe(attendu)
  })
  test.each([
    [0, 'moins d’un mois'],
    [5, '5 mois'],
    [12, '1 an'],
    [27, '2 ans et 3 mois'],
  ])('%i mois se disent « %s »', (mois, attendu) => {
    expect(duree(mois)).toBe(attendu)
  })
})

describe('les adresses d’un texte reçu', () => {
  const PORTAIL = 'https://portail.exemple'
  const liens = (texte: string) => morceaux(texte, PORTAIL).flatMap(({ href }) => href ?? [])

  test('celle du portail mène à sa page, sans le point qui finit la phrase', () => {
    expect(morceaux('Votre espace : https://portail.exemple/35/mon-espace?de=message#haut. À bientôt', PORTAIL)).toEqual([
      { texte: 'Votre espace : ' },
      { texte: 'https://portail.exemple/35/mon-espace?de=message#haut', href: '/35/mon-espace?de=message#haut' },
      { texte: '.' },
      { texte: ' À bientôt' },
    ])
  })
  test.each([
    'http://portail.exemple/35/mon-espace',
    'https://ailleurs.exemple/35/mon-espace',
    'https://portail.exemple.ailleurs.exemple/35',
    'https://portail.exemple@ailleurs.exemple/35',
    'https://camille:secret@portail.exemple/35',
    'https://portail.exemple:8443/35',
    'javascript:alert(1)',
    'https://',
    '<a href="https://ailleurs.exemple">https://portail</a>',
  ])('« %s » se lit sans mener nulle part, au caractère près', (texte) => {
    expect(liens(texte)).toEqual([])
    expect(morceaux(texte, PORTAIL).map((morceau) => morceau.texte).join('')).toBe(texte)
  })
})

describe('le numéro de sécurité sociale', () => {
  test.each(['295109912611193', '253072B07300470', '253072A07300443', '2 95 10 99 126 111 93'])('%s est juste', (nir) => {
    expect(nirEstValide(nir)).toBe(true)
  })
  test.each(['295109912611194', '29510991261119', '595109912611193', '', 'abc'])('« %s » est refusé', (nir) => {
    expect(nirEstValide(nir)).toBe(false)
  })
})

describe('les montants et les numéros', () => {
  test('les centimes ne se montrent que s’il y en a', () => {
    expect(euros(412).replace(/\s/g, ' ')).toBe('412 €')
    expect(euros(412.5).replace(/\s/g, ' ')).toBe('412,50 €')
  })
  test('zéro reste au singulier', () => {
    expect(pluriel(0, 'logement')).toBe('0 logement')
    expect(pluriel(2, 'logement')).toBe('2 logements')
  })
  test('le numéro unique et le téléphone se lisent par groupes', () => {
    expect(numeroLisible('035112600012335238')).toBe('035\u00a01126\u00a0000123\u00a035238')
    expect(telephoneLisible('+33612345678')).toBe('06 12 34 56 78')
    expect(telephoneLisible('camille@exemple.fr')).toBe('camille@exemple.fr')
  })
})

describe('la couleur d’un territoire', () => {
  test.each(['#ffd700', '#00a8a8', '#e91e63', '#1f5c57', '#ffffff'])('%s devient lisible sur le papier comme sous du blanc', (couleur) => {
    const accent = rgb(nuances(couleur)?.['--accent'] ?? '')
    expect(contraste(accent, [250, 247, 241])).toBeGreaterThanOrEqual(4.5)
    expect(contraste(accent, [255, 255, 255])).toBeGreaterThanOrEqual(4.5)
  })
  test('une couleur illisible est ignorée', () => {
    expect(nuances('rouge')).toBeNull()
  })
})

describe('la typographie', () => {
  test.each([
    ["Côtes-d'Armor", 'Côtes-d’Armor'],
    ["jusqu'au 14 janvier : renouvelez-la !", 'jusqu’au 14 janvier\u00a0: renouvelez-la\u00a0!'],
    ['Grille « de démonstration »', 'Grille «\u00a0de démonstration\u00a0»'],
    ['de 9 h à 12 h 30', 'de 9\u00a0h à 12\u00a0h\u00a030'],
    ['71 m², 15 points, 22 mois', '71\u00a0m², 15\u00a0points, 22\u00a0mois'],
    ["il écrit 'bonjour'", "il écrit 'bonjour'"],
    ['https://exemple.fr/a?b=c', 'https://exemple.fr/a?b=c'],
  ])('« %s » se lit « %s »', (recu, lu) => {
    expect(typographier(recu)).toBe(lu)
  })
  test('toutes les phrases d’une réponse, et rien que les phrases', () => {
    const recu = { phrase: "C'est fait", nombre: 3, vide: null, liste: ["L'un", { a: "l'autre" }] }
    expect(enFrancais(recu)).toEqual({ phrase: 'C’est fait', nombre: 3, vide: null, liste: ['L’un', { a: 'l’autre' }] })
  })
})
