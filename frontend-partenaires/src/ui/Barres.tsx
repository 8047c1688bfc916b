import { useId, type ReactNode } from 'react'
import { nombre } from '@/lib/montants.ts'
import styles from './Barres.module.css'

interface Props {
  libelle: string
  unite: string
  /** The label may be a link to what is counted. */
  barres: readonly { code: string; libelle: ReactNode; valeur: number }[]
}

/** Horizontal bars whose figures are written: the drawing and its table are the same thing. */
export function Barres({ libelle, unite, barres }: Props) {
  const id = useId()
  const max = Math.max(1, ...barres.map((barre) => barre.valeur))
  const total = barres.reduce((somme, barre) => somme + barre.valeur, 0)
  return (
    <table className={styles.barres} aria-labelledby={id}>
      <caption id={id} className="visuellement-cache">
        {libelle}
      </caption>
      <thead className="visuellement-cache">
        <tr>
          <th scope="col">Catégorie</th>
          <th scope="col">Part</th>
          <th scope="col">{unite}</th>
        </tr>
      </thead>
      <tbody>
        {barres.map((barre) => (
          <tr key={barre.code}>
            <th scope="row">{barre.libelle}</th>
            <td className={styles.piste}>
              <span className={styles.barre} style={{ width: `${(barre.valeur / max) * 100}%` }} aria-hidden="true" />
              <span className="visuellement-cache">{total > 0 ? Math.round((barre.valeur / total) * 100) : 0} %</span>
            </td>
            <td className={styles.valeur}>{nombre(barre.valeur)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
