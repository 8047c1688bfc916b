import type { Formulaire } from '../../api/types.ts'
import { CLE_BROUILLONS } from '../../api/session.ts'
import { ecrireLocal, effacerLocal, lireLocal } from '../../lib/stockage.ts'

/** Ce qui change dans la demande : des rubriques entières. */
export type Sections = Partial<Formulaire>

export interface Reserve {
  sections: Sections
  /** Les étapes d’où viennent ces rubriques. */
  etapes: string[]
  /** Ce que disaient ces rubriques quand la personne les a changées : de quoi reconnaître un changement venu d’ailleurs. */
  avant: Sections
}

const cleEnvoi = (demande: string) => `${CLE_BROUILLONS}${demande}.envoi`
const cleSaisie = (demande: string, etape: string) => `${CLE_BROUILLONS}${demande}.saisie.${etape}`

/** Les rubriques validées que le serveur n’a pas encore reçues. */
export const lireEnvoi = (demande: string) => lireLocal<Reserve>(cleEnvoi(demande))

/** Faux quand le navigateur refuse de garder : il faut alors le dire. */
export function garderEnvoi(demande: string, { sections, etapes, avant }: Reserve): boolean {
  const deja = lireEnvoi(demande)
  return ecrireLocal(cleEnvoi(demande), {
    sections: { ...deja?.sections, ...sections },
    etapes: [...new Set([...(deja?.etapes ?? []), ...etapes])],
    // the oldest view counts: it is the one that the server may have left since
    avant: { ...avant, ...deja?.avant },
  } satisfies Reserve)
}

/** Le serveur a reçu cet envoi. Ce qui a été répondu pendant qu’il voyageait reste à envoyer. */
export function retirerEnvoi(demande: string, { sections: recues }: Reserve): void {
  const deja = lireEnvoi(demande)
  const restent = Object.entries(deja?.sections ?? {}).filter(([cle, valeur]) => JSON.stringify(valeur) !== JSON.stringify(recues[cle as keyof Sections]))
  if (!deja || restent.length === 0) oublierEnvoi(demande)
  else ecrireLocal(cleEnvoi(demande), { ...deja, sections: Object.fromEntries(restent), avant: { ...deja.avant, ...recues } } satisfies Reserve)
}

export const oublierEnvoi = (demande: string) => effacerLocal(cleEnvoi(demande))

/** Ce qui est en train de s’écrire dans une étape : retrouvé si la page se ferme. */
export const lireSaisie = <V>(demande: string, etape: string) => lireLocal<V>(cleSaisie(demande, etape))
export const garderSaisie = (demande: string, etape: string, valeurs: unknown) => ecrireLocal(cleSaisie(demande, etape), valeurs)
export const oublierSaisie = (demande: string, etape: string) => effacerLocal(cleSaisie(demande, etape))
