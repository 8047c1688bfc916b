export const idDuChamp = (name: string) => `champ-${name}`

/** Mène à la saisie : le champ lui-même, ou le premier de son groupe. */
export function allerAuChamp(id: string): boolean {
  const cible = document.getElementById(id)
  if (!cible) return false
  const saisie = cible.matches('input, select, textarea, button, [tabindex]') ? cible : cible.querySelector<HTMLElement>('input, select, textarea, button')
  const arrivee = saisie ?? cible
  arrivee.focus()
  arrivee.scrollIntoView({ block: 'center' })
  return true
}
