import { classes } from '@/lib/classes.ts'
import styles from './EtatBadge.module.css'

/** Each tone has its own drawing: the colour never speaks alone. */
export type Ton = 'neutre' | 'cours' | 'attente' | 'bon' | 'refus' | 'clos'

const DESSINS: Record<Ton, string> = {
  neutre: 'M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z',
  cours: 'M8 3a5 5 0 0 1 0 10Z M8 3.6a4.4 4.4 0 0 0 0 8.8',
  attente: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3Z M8 5.4V8l1.8 1.6',
  bon: 'M3.5 8.4l3 3 6-6.6',
  refus: 'M4.4 4.4l7.2 7.2 M11.6 4.4l-7.2 7.2',
  clos: 'M4 4h8v8H4Z',
}

export function EtatBadge({ ton, libelle }: { ton: Ton; libelle: string }) {
  return (
    <span className={classes(styles.badge, styles[ton])}>
      <svg viewBox="0 0 16 16" aria-hidden="true" className={styles.dessin}>
        <path d={DESSINS[ton]} />
      </svg>
      <span className={styles.texte}>{libelle}</span>
    </span>
  )
}
