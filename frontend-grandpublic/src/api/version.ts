import { useSyncExternalStore } from 'react'

let servie = __VERSION__
const abonnes = new Set<() => void>()

export function noterVersion(version: string | null): void {
  if (!version || version === servie) return
  servie = version
  abonnes.forEach((prevenir) => prevenir())
}

function abonner(prevenir: () => void) {
  abonnes.add(prevenir)
  return () => abonnes.delete(prevenir)
}

/** Vrai dès qu’une réponse du serveur vient d’une autre version que cette page. */
export function useNouvelleVersion(): boolean {
  return useSyncExternalStore(abonner, () => servie !== __VERSION__)
}
