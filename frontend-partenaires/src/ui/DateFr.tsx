import { dateCourte, dateEtHeure, dateLongue, jour } from '@/lib/dates.ts'

interface Props {
  iso: string | null | undefined
  forme?: 'courte' | 'longue' | 'heure'
  absent?: string
}

const FORMES = { courte: dateCourte, longue: dateLongue, heure: dateEtHeure }

export function DateFr({ iso, forme = 'courte', absent = '—' }: Props) {
  if (!iso) return <span>{absent}</span>
  return <time dateTime={forme === 'heure' ? iso : jour(iso)}>{FORMES[forme](iso)}</time>
}
