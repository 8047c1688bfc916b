import type { ReactNode } from 'react'
import styles from './FaceAFace.module.css'

type Valeur = string | null | undefined

export interface LigneFaceAFace {
  libelle: string
  valeurs: readonly [Valeur, Valeur]
  /** The same on both sides, it would prove nothing. */
  neutre?: boolean
}

const pareil = (a: Valeur, b: Valeur) => Boolean(a) && a?.trim().toLocaleLowerCase('fr') === b?.trim().toLocaleLowerCase('fr')

/** Two files face to face: what is the same is marked, in colour and in words. */
export function FaceAFace({ legende, entetes, lignes }: { legende: string; entetes: readonly [ReactNode, ReactNode]; lignes: readonly LigneFaceAFace[] }) {
  return (
    <div className={styles.cadre}>
      <table className={styles.table}>
        <caption className="visuellement-cache">{legende}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{entetes[0]}</th>
            <th scope="col">{entetes[1]}</th>
          </tr>
        </thead>
        <tbody>
          {lignes.map(({ libelle, valeurs: [a, b], neutre }) => {
            const egal = !neutre && pareil(a, b)
            return (
              <tr key={libelle} data-egal={egal || undefined}>
                <th scope="row">{libelle}</th>
                <td>{a || '—'}</td>
                <td>
                  {b || '—'} {egal && <span className={styles.egal}>identique</span>}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
