// Those who live the story. Nobody resembles anybody, except the twins.

const SYLLABES = ['ven', 'gal', 'dren', 'bou', 'rec', 'zan', 'lis', 'mor', 'fen', 'tuc', 'nal', 'pol']
const auHasard = (liste) => liste[Math.floor(Math.random() * liste.length)]
const entre = (bas, haut) => String(bas + Math.floor(Math.random() * (haut - bas + 1))).padStart(2, '0')
/** One of those that the regulator keeps for fiction. */
const telephone = () => `02 61 91 ${entre(0, 99)} ${entre(0, 99)}`
/** Three digits of the social security number: the twins were not born at the same minute. */
const ordre = (chiffre) => `${chiffre}${entre(0, 99)}`
const naissance = (annee) => `${annee}-${entre(1, 12)}-${entre(1, 28)}`
const famille = () => `Ker${auHasard(SYLLABES)}${auHasard(SYLLABES)}${auHasard(SYLLABES)}`
const adresse = (prenom) => `${prenom.toLowerCase()}.${crypto.randomUUID().slice(0, 8)}@exemple.test`

/** Two who ask together, with a child. */
export function couple() {
  const nom = famille()
  const adulte = (prenom, civilite, salaire) => ({ nom, prenom, civilite, neLe: naissance(1986), telephone: telephone(), salaire, adresse: adresse(prenom) })
  return {
    awena: { ...adulte('Awena', 'Madame', 1480), enfants: [{ prenom: 'Tifenn', neLe: '2018-05-12', sexe: 'Féminin' }] },
    ewan: adulte('Ewan', 'Monsieur', 1390),
  }
}

export function personnages() {
  const nom = famille()
  const autre = famille()
  const jumelle = { nom, civilite: 'Madame', neLe: naissance(1988), situation: 'Séparé(e)', telephone: telephone(), metier: 'Aide-soignante', salaire: 1540 }
  return {
    soizic: { ...jumelle, prenom: 'Soizic', ordre: ordre(1), adresse: adresse('soizic'), enfants: [{ prenom: 'Nolwenn', neLe: '2019-02-14', sexe: 'Féminin' }] },
    soazig: { ...jumelle, prenom: 'Soazig', ordre: ordre(2), adresse: adresse('soazig'), enfants: [{ prenom: 'Malo', neLe: '2016-06-21', sexe: 'Masculin' }] },
    gael: {
      nom: autre,
      prenom: 'Gaël',
      ordre: ordre(3),
      civilite: 'Monsieur',
      neLe: naissance(1981),
      situation: 'Divorcé(e)',
      telephone: telephone(),
      metier: 'Menuisier',
      salaire: 1620,
      adresse: adresse('gael'),
      enfants: [{ prenom: 'Enora', neLe: '2014-11-03', sexe: 'Féminin' }],
    },
  }
}
