import type { Formulaire } from '../../api/types.ts'
import type { Reserve, Sections } from './brouillon.ts'

/** Une réponse vide, absente ou entourée d’espaces dit la même chose. */
function net(valeur: unknown): unknown {
  if (valeur === undefined || valeur === null) return null
  if (typeof valeur === 'string') return valeur.trim() || null
  if (Array.isArray(valeur)) return valeur.map(net)
  if (typeof valeur !== 'object') return valeur
  const paires = Object.entries(valeur).flatMap(([cle, dedans]): [string, unknown][] => {
    const propre = net(dedans)
    return propre === null ? [] : [[cle, propre]]
  })
  return Object.fromEntries(paires.sort(([a], [b]) => a.localeCompare(b)))
}

const pareil = (a: unknown, b: unknown) => JSON.stringify(net(a)) === JSON.stringify(net(b))

/**
 * La demande a changé de version pendant que ces rubriques attendaient. Rend ce qui reste à envoyer :
 * rien si le serveur avait reçu l’envoi dont la réponse s’est perdue, null si quelqu’un d’autre a changé les mêmes rubriques.
 */
export function resteAEnvoyer({ sections, avant }: Reserve, actuel: Formulaire): Sections | null {
  const reste: Sections = {}
  for (const cle of Object.keys(sections) as (keyof Formulaire)[]) {
    if (pareil(sections[cle], actuel[cle])) continue
    if (!pareil(avant[cle], actuel[cle])) return null
    Object.assign(reste, { [cle]: sections[cle] })
  }
  return reste
}
