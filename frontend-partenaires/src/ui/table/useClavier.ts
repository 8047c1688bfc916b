import type { KeyboardEvent } from 'react'

const PAS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }

interface Gestes {
  onActif: ((id: string) => void) | undefined
  onFermer: (() => void) | undefined
  onCocher: ((id: string) => void) | undefined
}

/** What a row gives to the keyboard: its link, else its button. */
const PRISE = 'a[href], button'

/** From a search field or from the frame of the table to its first row. */
export function allerAuxLignes(racine: ParentNode = document): boolean {
  const prise = racine.querySelector<HTMLElement>(`tr[data-id] :is(${PRISE})`)
  prise?.focus()
  return Boolean(prise)
}

/** Back to the row whose panel closes. */
export const revenirALaLigne = () => document.querySelector<HTMLElement>(`tr[data-id][aria-current] :is(${PRISE})`)?.focus()

/** Arrows (or j, k) walk the rows, right goes to the panel, space ticks, escape closes the panel; enter follows the row's own link. */
export function useClavier({ onActif, onFermer, onCocher }: Gestes) {
  return (event: KeyboardEvent<HTMLElement>) => {
    const cible = event.target as HTMLElement
    if (cible.matches('input:not([type=checkbox]), select, textarea') || event.altKey || event.ctrlKey || event.metaKey) return
    const ligne = cible.closest<HTMLTableRowElement>('tr[data-id]')
    const pas = PAS[event.key]
    if (pas !== undefined && ligne) {
      const lignes = [...event.currentTarget.querySelectorAll<HTMLTableRowElement>('tr[data-id]')]
      const voisine = lignes[lignes.indexOf(ligne) + pas]
      if (!voisine) return
      event.preventDefault()
      voisine.querySelector<HTMLElement>(PRISE)?.focus()
      if (voisine.dataset.id) onActif?.(voisine.dataset.id)
    } else if (pas === 1 && cible === event.currentTarget) {
      if (allerAuxLignes(event.currentTarget)) event.preventDefault()
    } else if (event.key === 'ArrowRight' && ligne && onActif) {
      if (ligne.dataset.id) onActif(ligne.dataset.id)
      document.querySelector<HTMLElement>('[data-panneau]')?.focus()
    } else if (event.key === ' ' && ligne?.dataset.id && onCocher && !cible.matches('button, input')) {
      event.preventDefault()
      onCocher(ligne.dataset.id)
    } else if (event.key === 'Escape') {
      onFermer?.()
    }
  }
}
