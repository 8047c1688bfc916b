export type Recherche = Record<string, unknown>

/** « ?etat=AC&etat=EV&page=2 » : addresses that a person can read, write and send. */
export function lireRecherche(texte: string): Recherche {
  const lus: Record<string, string | string[]> = {}
  for (const [cle, valeur] of new URLSearchParams(texte)) {
    const deja = lus[cle]
    lus[cle] = deja === undefined ? valeur : [...(Array.isArray(deja) ? deja : [deja]), valeur]
  }
  return lus
}

export function ecrireRecherche(recherche: Recherche): string {
  const params = new URLSearchParams()
  for (const [cle, valeur] of Object.entries(recherche)) {
    for (const un of Array.isArray(valeur) ? valeur : [valeur]) {
      if (un !== undefined && un !== null && un !== '' && un !== false) params.append(cle, String(un))
    }
  }
  const texte = params.toString()
  return texte ? `?${texte}` : ''
}
