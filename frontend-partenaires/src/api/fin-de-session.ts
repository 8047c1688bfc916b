import { useSyncExternalStore } from 'react'

let terminee = false
const abonnes = new Set<() => void>()

/** The server no longer knows us: the page stays as it is, with what was typed, and asks to sign in again. */
export function noterFinDeSession(valeur: boolean): void {
  terminee = valeur
  abonnes.forEach((prevenir) => prevenir())
}

function abonner(prevenir: () => void) {
  abonnes.add(prevenir)
  return () => {
    abonnes.delete(prevenir)
  }
}

export const useFinDeSession = () => useSyncExternalStore(abonner, () => terminee)
