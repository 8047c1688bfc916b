import { sansAccent } from '../../lib/texte.ts'

export interface Reponse {
  question: string
  reponse: string
}

/** Ce que toute question contient ne dit rien de ce qu’elle demande. */
const VIDES = new Set(
  'avec avoir bonjour cela cette comment dans demande demander depuis dois elle est etre faire faut fait ils jai les leur logement ma mais merci mes moi mon nous ont ou par pas peut peux plus pour pouvez puis quand que quel quelle quels question qui quoi sans ses social sont sur tout tous une vais vos votre vous'.split(' '),
)

/** « documents » et « document » se cherchent de même. */
const racine = (mot: string) => (mot.length > 5 ? mot.slice(0, Math.max(5, mot.length - 2)) : mot)

const mots = (texte: string) => [...new Set(sansAccent(texte).split(/[^a-z0-9]+/).filter((mot) => mot.length > 2 && !VIDES.has(mot)))].map(racine)

/** Les réponses où se retrouvent le plus de mots de la question ; un mot de leur titre compte double. */
export function proposer(reponses: readonly Reponse[], texte: string, combien = 3): Reponse[] {
  const cherches = mots(texte)
  const contient = (ou: string, mot: string) => sansAccent(ou).includes(mot)
  return reponses
    .map((reponse) => ({ reponse, poids: cherches.reduce((poids, mot) => poids + (contient(reponse.question, mot) ? 2 : contient(reponse.reponse, mot) ? 1 : 0), 0) }))
    .filter(({ poids }) => poids > 0)
    .sort((a, b) => b.poids - a.poids)
    .slice(0, combien)
    .map(({ reponse }) => reponse)
}
