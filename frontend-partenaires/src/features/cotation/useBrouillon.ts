import { useCallback, useEffect, useReducer } from 'react'
import type { DocumentDeGrille } from './document.ts'

interface Etat {
  passes: readonly DocumentDeGrille[]
  present: DocumentDeGrille
  futurs: readonly DocumentDeGrille[]
}

type Geste = { ecrire: DocumentDeGrille } | { repartir: DocumentDeGrille } | 'annuler' | 'retablir'

const RETOURS = 100

function reduire(etat: Etat, geste: Geste): Etat {
  if (geste === 'annuler') {
    const precedent = etat.passes.at(-1)
    return precedent ? { passes: etat.passes.slice(0, -1), present: precedent, futurs: [etat.present, ...etat.futurs] } : etat
  }
  if (geste === 'retablir') {
    const [suivant, ...reste] = etat.futurs
    return suivant ? { passes: [...etat.passes, etat.present], present: suivant, futurs: reste } : etat
  }
  if ('repartir' in geste) return { passes: [], present: geste.repartir, futurs: [] }
  return { passes: [...etat.passes, etat.present].slice(-RETOURS), present: geste.ecrire, futurs: [] }
}

const cle = (grilleId: string) => `fdls.grille.${grilleId}`

interface Garde {
  version: number
  document: DocumentDeGrille
}

/** What was typed on this machine and never saved; nothing when the browser keeps nothing. */
export function lireGarde(grilleId: string): Garde | null {
  try {
    const lu = localStorage.getItem(cle(grilleId))
    return lu ? (JSON.parse(lu) as Garde) : null
  } catch {
    return null
  }
}

export function oublierGarde(grilleId: string): void {
  try {
    localStorage.removeItem(cle(grilleId))
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
}

/** The draft on screen, with its way back, kept on this machine until the server has it. */
export function useBrouillon(grilleId: string, version: number, enregistre: DocumentDeGrille, depart: DocumentDeGrille) {
  const [etat, agir] = useReducer(reduire, { passes: [], present: depart, futurs: [] })
  const modifie = JSON.stringify(etat.present) !== JSON.stringify(enregistre)
  useEffect(() => {
    if (!modifie) return oublierGarde(grilleId)
    try {
      localStorage.setItem(cle(grilleId), JSON.stringify({ version, document: etat.present } satisfies Garde))
    } catch {
      // full or forbidden: leaving the page still asks
    }
  }, [grilleId, version, modifie, etat.present])
  return {
    document: etat.present,
    modifie,
    ecrire: useCallback((suite: DocumentDeGrille) => agir({ ecrire: suite }), []),
    repartir: useCallback((suite: DocumentDeGrille) => agir({ repartir: suite }), []),
    annuler: etat.passes.length > 0 ? () => agir('annuler') : null,
    retablir: etat.futurs.length > 0 ? () => agir('retablir') : null,
  }
}
