import type { KeyboardEvent } from 'react'

const PAS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }

interface Gestes {
  onActif: ((id: string) => void) | undefined
  onFermer: (() => void) | undefined
  onCocher: ((id: string) => void) | undefined
}

/** Arrows (or j, k) walk the rows, space ticks, escape closes the panel; enter follows the row's own link. */
export function useClavier({ onActif, onFermer, onCocher }: Gestes) {
  return (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const cible = event.target as HTMLElement
    if (cible.matches('input:not([type=checkbox]), select, textarea') || event.altKey || event.ctrlKey || event.metaKey) return
    const ligne = cible.closest<HTMLTableRowElement>('tr[data-id]')
    const pas = PAS[event.key]
    if (pas !== undefined && ligne) {
      const voisine = pas > 0 ? ligne.nextElementSibling : ligne.previousElementSibling
      if (!(voisine instanceof HTMLTableRowElement)) return
      event.preventDefault()
      // the row's link comes first for the eye and for the reader; a row without a link takes the focus itself
      const lien = voisine.querySelector<HTMLElement>('a[href]') ?? voisine
      lien.focus()
      if (voisine.dataset.id) onActif?.(voisine.dataset.id)
    } else if (event.key === ' ' && ligne?.dataset.id && onCocher && !cible.matches('button, input')) {
      event.preventDefault()
      onCocher(ligne.dataset.id)
    } else if (event.key === 'Escape') {
      onFermer?.()
    }
  }
}
