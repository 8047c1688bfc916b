import { phraseDe } from '../lib/erreur-dite.ts'
import { Problem } from './problem.ts'

/** Un refus du serveur, rangé : les champs qu’il désigne, et ce qu’il dit d’autre. */
export function ranger(erreur: unknown): { champs: { champ: string; message: string }[]; autres: string[] } {
  if (!(erreur instanceof Problem) || erreur.erreurs.length === 0) {
    const raisons = erreur instanceof Problem ? erreur.raisons.map(({ phrase }) => phrase) : []
    return { champs: [], autres: [phraseDe(erreur), ...raisons] }
  }
  return { champs: erreur.erreurs.map(({ champ, message }) => ({ champ, message })), autres: [] }
}
