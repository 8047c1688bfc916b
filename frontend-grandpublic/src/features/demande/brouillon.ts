import type { Formulaire } from '../../api/types.ts'
import { CLE_BROUILLONS } from '../../api/session.ts'
import { ecrireLocal, effacerLocal, lireLocal } from '../../lib/stockage.ts'

/** Ce qui change dans la demande : des rubriques entières. */
export type Sections = Partial<Formulaire>

interface Reserve {
  sections: Sections
  /** Les étapes d’où viennent ces rubriques. */
  etapes: string[]
}

const cleEnvoi = (demande: string) => `${CLE_BROUILLONS}${demande}.envoi`
const cleSaisie = (demande: string, etape: string) => `${CLE_BROUILLONS}${demande}.saisie.${etape}`

/** Les rubriques validées que le serveur n’a pas encore reçues. */
export const lireEnvoi = (demande: string) => lireLocal<Reserve>(cleEnvoi(demande))

/** Faux quand le navigateur refuse de garder : il faut alors le dire. */
export function garderEnvoi(demande: string, etape: string, sections: Sections): boolean {
  const deja = lireEnvoi(demande)
  const etapes = [...new Set([...(deja?.etapes ?? []), etape])]
  return ecrireLocal(cleEnvoi(demande), { sections: { ...deja?.sections, ...sections }, etapes } satisfies Reserve)
}

export const oublierEnvoi = (demande: string) => effacerLocal(cleEnvoi(demande))

/** Ce qui est en train de s’écrire dans une étape : retrouvé si la page se ferme. */
export const lireSaisie = <V>(demande: string, etape: string) => lireLocal<V>(cleSaisie(demande, etape))
export const garderSaisie = (demande: string, etape: string, valeurs: unknown) => ecrireLocal(cleSaisie(demande, etape), valeurs)
export const oublierSaisie = (demande: string, etape: string) => effacerLocal(cleSaisie(demande, etape))
