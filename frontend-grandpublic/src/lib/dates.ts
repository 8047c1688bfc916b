const LONGUE = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const INSTANT = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/Paris' })
const HEURE = new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Paris' })

const premier = (texte: string) => texte.replace(/^1 /, '1er ')

/** « 22 novembre 2026 », pour un jour (2026-11-22) ou un instant (2026-11-22T08:16:00Z). */
export function dateLongue(iso: string): string {
  const jour = /^\d{4}-\d{2}-\d{2}$/.test(iso)
  return premier((jour ? LONGUE : INSTANT).format(new Date(jour ? `${iso}T00:00:00Z` : iso)))
}

/** « 10 août 2026 à 08h16 » */
export function dateEtHeure(iso: string): string {
  const instant = new Date(iso)
  return `${premier(INSTANT.format(instant))} à ${HEURE.format(instant).replace(':', 'h')}`
}

/** Le jour courant à Paris, au format 2026-11-22. */
export function aujourdhui(maintenant = new Date()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(maintenant)
}

/** « 1 an et 3 mois », « 5 mois », « moins d’un mois » */
export function duree(mois: number): string {
  if (mois < 1) return 'moins d’un mois'
  const ans = Math.floor(mois / 12)
  const reste = mois % 12
  const enAns = ans > 0 ? `${ans} an${ans > 1 ? 's' : ''}` : ''
  const enMois = reste > 0 ? `${reste} mois` : ''
  return [enAns, enMois].filter(Boolean).join(' et ')
}

/** Jour, mois, année saisis → 2026-11-22, ou null si ce jour n’existe pas. */
export function jourExistant(jour: string, mois: string, annee: string): string | null {
  if (!/^\d{1,2}$/.test(jour) || !/^\d{1,2}$/.test(mois) || !/^\d{4}$/.test(annee)) return null
  const iso = `${annee}-${mois.padStart(2, '0')}-${jour.padStart(2, '0')}`
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null
}
