import type { components } from '../../api/schema.d.ts'
import { aujourdhui } from '../../lib/dates.ts'

type Ligne = components['schemas']['HistoriquePublic']
export type LigneReunie = Ligne & { fois: number }

/** Le même acte, répété le même jour par la même personne, tient en une ligne : la plus récente. */
export function reunir(lignes: readonly Ligne[]): LigneReunie[] {
  const reunies: LigneReunie[] = []
  for (const ligne of lignes) {
    const derniere = reunies.at(-1)
    const jour = (le: string) => aujourdhui(new Date(le))
    if (derniere?.phrase === ligne.phrase && derniere.qui === ligne.qui && jour(derniere.le) === jour(ligne.le)) derniere.fois += 1
    else reunies.push({ ...ligne, fois: 1 })
  }
  return reunies
}
