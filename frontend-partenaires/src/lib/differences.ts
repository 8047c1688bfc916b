export interface Difference {
  chemin: string
  avant: unknown
  apres: unknown
}

const estObjet = (valeur: unknown): valeur is Record<string, unknown> => typeof valeur === 'object' && valeur !== null && !Array.isArray(valeur)

/** A list of persons is compared person by person; a list of codes is one value. */
function deplier(valeur: unknown): Record<string, unknown> | null {
  if (estObjet(valeur)) return valeur
  if (Array.isArray(valeur) && valeur.length > 0 && valeur.every(estObjet)) return Object.fromEntries(valeur.map((v: Record<string, unknown>, rang) => [String(rang + 1), v]))
  return null
}

/** The leaves that changed between two trees, with their path: « demandeur.adresse.voie ». */
export function differences(avant: unknown, apres: unknown, chemin = ''): Difference[] {
  const a = deplier(avant)
  const b = deplier(apres)
  if (a || b) {
    const cles = [...new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})])]
    return cles.flatMap((cle) => (cle === 'id' || cle === 'personne_id' ? [] : differences(a?.[cle], b?.[cle], chemin ? `${chemin}.${cle}` : cle)))
  }
  return JSON.stringify(avant ?? null) === JSON.stringify(apres ?? null) ? [] : [{ chemin, avant, apres }]
}
