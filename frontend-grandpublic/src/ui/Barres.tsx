import { nombre } from '../lib/montants.ts'
import style from './Barres.module.css'

interface BarresProps {
  label: string
  lignes: readonly { cle: string; nom: string; valeur: number }[]
}

/** Des nombres que l’on compare : dessinés, et écrits à côté de leur barre. */
export function Barres({ label, lignes }: BarresProps) {
  const maximum = Math.max(1, ...lignes.map(({ valeur }) => valeur))
  return (
    <ul className={style.barres} aria-label={label}>
      {lignes.map(({ cle, nom, valeur }) => (
        <li key={cle}>
          <span className={style.nom}>{nom}</span>
          <svg className={style.barre} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width="100" height="10" className={style.fond} />
            <rect width={(100 * valeur) / maximum} height="10" className={style.plein} />
          </svg>
          <span className={style.valeur}>{nombre(valeur)}</span>
        </li>
      ))}
    </ul>
  )
}
