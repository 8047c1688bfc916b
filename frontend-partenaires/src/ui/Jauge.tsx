import { nombre } from '@/lib/montants.ts'
import styles from './Jauge.module.css'

interface Props {
  libelle: string
  valeur: number
  objectif: number
  /** Where one should be on this day of the year: a mark on the gauge. */
  repere?: number
}

export function Jauge({ libelle, valeur, objectif, repere }: Props) {
  const max = Math.max(objectif, valeur, 1)
  return (
    <div className={styles.jauge}>
      <div
        className={styles.piste}
        role="meter"
        aria-label={libelle}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={valeur}
        aria-valuetext={`${nombre(valeur)} sur ${nombre(objectif)}${repere === undefined ? '' : `, ${nombre(repere)} attendus à ce jour`}`}
      >
        <span className={styles.plein} style={{ width: `${(valeur / max) * 100}%` }} />
        {repere !== undefined && repere > 0 && <span className={styles.repere} style={{ left: `${Math.min(100, (repere / max) * 100)}%` }} />}
      </div>
      <span className={styles.texte} aria-hidden="true">
        {nombre(valeur)} / {nombre(objectif)}
      </span>
    </div>
  )
}
