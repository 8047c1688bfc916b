/** One file sent piece by piece: a cut costs one piece, never the whole file. */

export interface Voie<R> {
  commencer: () => Promise<{ id: string; position: number }>
  situer: (id: string) => Promise<number>
  poursuivre: (id: string, position: number, morceau: Blob) => Promise<{ position: number; resultat: R | null }>
}

interface Reglages {
  fichier: Blob
  morceau: number
  /** An upload that a former page left unfinished. */
  repris?: string | null
  estPassager: (erreur: unknown) => boolean
  attendre: (essai: number) => Promise<void>
  onDebut?: (id: string) => void
  onProgres?: (recus: number) => void
}

const ESSAIS = 6

export async function envoyer<R>(voie: Voie<R>, { fichier, morceau, repris = null, estPassager, attendre, onDebut, onProgres }: Reglages): Promise<R> {
  const { id, position: debut } = await ouvrir(voie, repris, estPassager)
  onDebut?.(id)
  let position = debut
  let essai = 0
  for (;;) {
    onProgres?.(position)
    try {
      const { position: suite, resultat } = await voie.poursuivre(id, position, fichier.slice(position, position + morceau))
      if (resultat !== null) return resultat
      position = suite
      essai = 0
    } catch (erreur) {
      if (!estPassager(erreur) || essai >= ESSAIS) throw erreur
      await attendre(essai++)
      position = await ouEnEstOn(voie, id, position, estPassager)
    }
  }
}

async function ouvrir<R>(voie: Voie<R>, repris: string | null, estPassager: (erreur: unknown) => boolean) {
  if (repris) {
    try {
      return { id: repris, position: await voie.situer(repris) }
    } catch (erreur) {
      if (estPassager(erreur)) throw erreur
    }
  }
  return voie.commencer()
}

/** The server alone knows what arrived; if it cannot be asked, the next attempt will say. */
async function ouEnEstOn<R>(voie: Voie<R>, id: string, position: number, estPassager: (erreur: unknown) => boolean) {
  try {
    return await voie.situer(id)
  } catch (erreur) {
    if (estPassager(erreur)) return position
    throw erreur
  }
}
