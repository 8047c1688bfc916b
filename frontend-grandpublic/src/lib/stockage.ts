/** The browser may refuse its storage (private window, full disk): the page works on, without memory. */
export function lireLocal<T>(cle: string): T | null {
  try {
    const texte = localStorage.getItem(cle)
    return texte === null ? null : (JSON.parse(texte) as T)
  } catch {
    return null
  }
}

export function ecrireLocal(cle: string, valeur: unknown): boolean {
  try {
    localStorage.setItem(cle, JSON.stringify(valeur))
    return true
  } catch {
    return false
  }
}

/** Y a-t-il quelque chose de gardé sous ce nom ? */
export function existeLocal(motif: RegExp): boolean {
  try {
    return Object.keys(localStorage).some((cle) => motif.test(cle))
  } catch {
    return false
  }
}

export function effacerLocal(prefixe: string): void {
  try {
    for (const cle of Object.keys(localStorage)) if (cle.startsWith(prefixe)) localStorage.removeItem(cle)
  } catch {
    return
  }
}
