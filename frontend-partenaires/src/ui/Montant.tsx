import { euros } from '@/lib/montants.ts'

export function MontantEuro({ valeur, absent = '—' }: { valeur: number | null | undefined; absent?: string }) {
  return <span>{valeur === null || valeur === undefined ? absent : euros(valeur)}</span>
}
