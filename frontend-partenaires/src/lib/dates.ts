const COURTE = new Intl.DateTimeFormat('fr-FR', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' })
const LONGUE = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const HEURE = new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Paris' })
const JOUR_A_PARIS = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' })

/** Le jour légal (Paris) d’un jour ou d’un instant : 2026-11-22. */
export function jour(iso: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) ? iso : JOUR_A_PARIS.format(new Date(iso))
}

const enUtc = (iso: string) => new Date(`${jour(iso)}T00:00:00Z`)

/** « 22/11/2026 » */
export const dateCourte = (iso: string): string => COURTE.format(enUtc(iso))

/** « lundi 23 novembre 2026 » */
export const dateLongue = (iso: string): string => LONGUE.format(enUtc(iso)).replace(/ 1 (?=\p{L})/u, ' 1er ')

/** « 14h05 » : l’heure à Paris d’un instant, ou une heure seule (14:05:00). */
export const heure = (quand: string): string => (/^\d{2}:\d{2}/.test(quand) ? quand.slice(0, 5) : HEURE.format(new Date(quand))).replace(':', 'h')

/** « lundi 23 novembre 2026 à 09h30 » : une séance peut n’avoir pas encore d’heure. */
export const dateDeSeance = ({ tenue_le, heure: dite }: { tenue_le: string; heure?: string | null }): string => [dateLongue(tenue_le), dite && heure(dite)].filter(Boolean).join(' à ')

/** « octobre », du mois écrit « 10 ». */
export const moisEnLettres = (numero: string): string => new Intl.DateTimeFormat('fr-FR', { month: 'long', timeZone: 'UTC' }).format(new Date(`2026-${numero}-01T00:00:00Z`))

/** « 22/11/2026 à 14h05 » */
export const dateEtHeure = (iso: string): string => `${dateCourte(iso)} à ${heure(iso)}`

export const aujourdhui = (maintenant = new Date()): string => JOUR_A_PARIS.format(maintenant)

/** « 1 an 3 mois », « 5 mois », « moins d’un mois » */
export function duree(mois: number): string {
  if (mois < 1) return 'moins d’un mois'
  const ans = Math.floor(mois / 12)
  const reste = mois % 12
  return [ans > 0 && `${ans} an${ans > 1 ? 's' : ''}`, reste > 0 && `${reste} mois`].filter(Boolean).join(' ')
}

/** L’âge en années révolues. */
export function age(ne_le: string, le = aujourdhui()): number {
  const [a, m, j] = ne_le.split('-').map(Number) as [number, number, number]
  const [a2, m2, j2] = le.split('-').map(Number) as [number, number, number]
  return a2 - a - (m2 < m || (m2 === m && j2 < j) ? 1 : 0)
}

/** « 2026-11-23T09:00 » du champ, à l’heure de Paris, devient un instant avec son fuseau. */
export function versInstant(local: string): string {
  const voulu = new Date(`${local}Z`)
  const lu = new Date(versLocal(voulu.toISOString()) + 'Z')
  return new Date(voulu.getTime() - (lu.getTime() - voulu.getTime())).toISOString()
}

const PARIS = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' })

/** L’instant tel que le champ le montre, à l’heure de Paris. */
export const versLocal = (instant: string): string => PARIS.format(new Date(instant)).replace(' ', 'T')
