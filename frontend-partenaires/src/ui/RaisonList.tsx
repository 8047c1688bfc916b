import { classes } from '@/lib/classes.ts'
import { typographier } from '@/lib/typographie.ts'
import styles from './RaisonList.module.css'

export interface RaisonAffichee {
  code: string
  phrase: string
}

interface Props {
  raisons: readonly RaisonAffichee[]
  ton?: 'neutre' | 'alerte'
  /** Reads before the reasons, for those who hear the page. */
  libelle?: string
}

export function RaisonList({ raisons, ton = 'neutre', libelle }: Props) {
  if (raisons.length === 0) return null
  return (
    <ul className={classes(styles.liste, ton === 'alerte' && styles.alerte)} aria-label={libelle}>
      {raisons.map((raison, rang) => (
        <li key={`${raison.code}-${rang}`}>{typographier(raison.phrase)}</li>
      ))}
    </ul>
  )
}
