import { useId } from 'react'
import { nombre } from '@/lib/montants.ts'
import styles from './Histogramme.module.css'

interface Serie {
  nom: string
  /** A group too small to be shown has no figure. */
  valeurs: readonly (number | null)[]
}

interface Props {
  libelle: string
  categories: readonly string[]
  /** What the axis bears under each category: short, so that it reads on a telephone. */
  reperes: readonly string[]
  series: readonly Serie[]
  unite: string
  secret: string
  /** Said instead of a drawing without a single bar. */
  rienADessiner: string
}

const HAUTEUR = 180
const LARGEUR = 640
const SECRET = 5

/** Bars side by side, one group a category; the same figures stand in the table below, for whoever does not see them. */
export function Histogramme({ libelle, categories, reperes, series, unite, secret, rienADessiner }: Props) {
  const id = useId()
  const valeurs = series.flatMap((serie) => serie.valeurs)
  const max = Math.max(1, ...valeurs.map((valeur) => valeur ?? 0))
  const dessine = valeurs.some((valeur) => valeur)
  const pas = LARGEUR / Math.max(1, categories.length)
  const barre = (pas * 0.8) / Math.max(1, series.length)
  const saute = Math.ceil(categories.length / 14)
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <figcaption id={id} className="visuellement-cache">
        {libelle}
      </figcaption>
      <ul className={styles.legende} aria-hidden="true">
        {series.map((serie, rang) => (
          <li key={serie.nom}>
            <span className={styles[rang === 0 ? 'pleine' : 'hachuree']} />
            {serie.nom}
          </li>
        ))}
        {dessine && valeurs.includes(null) && (
          <li>
            <span className={styles.cachee} />
            {secret}
          </li>
        )}
      </ul>
      {dessine ? (
        <div aria-hidden="true">
          <svg viewBox={`0 0 ${LARGEUR} ${HAUTEUR}`} className={styles.dessin} preserveAspectRatio="none">
            {categories.map((categorie, place) =>
              series.map((serie, rang) => {
                const valeur = serie.valeurs[place] ?? null
                const hauteur = valeur === null ? SECRET : (valeur / max) * HAUTEUR
                return <rect key={`${categorie}-${serie.nom}`} className={styles[valeur === null ? 'secrete' : rang === 0 ? 'une' : 'autre']} x={place * pas + pas * 0.1 + rang * barre} y={HAUTEUR - hauteur} width={barre} height={hauteur} />
              }),
            )}
            <line x1="0" x2={LARGEUR} y1={HAUTEUR} y2={HAUTEUR} className={styles.axe} />
          </svg>
          <ol className={styles.reperes}>
            {reperes.map((repere, place) => (
              <li key={repere}>{place % saute === 0 && repere}</li>
            ))}
          </ol>
          <p className={styles.unite}>{unite}</p>
        </div>
      ) : (
        <p>{rienADessiner}</p>
      )}
      <details className={styles.details}>
        <summary>Les mêmes nombres en tableau</summary>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a table that scrolls must be reached by the keyboard */}
        <div className={styles.cadre} tabIndex={0} role="group" aria-label={`${libelle}, en tableau`}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{unite}</th>
                {series.map((serie) => (
                  <th scope="col" key={serie.nom}>
                    {serie.nom}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {categories.map((categorie, place) => (
                <tr key={categorie}>
                  <th scope="row">{categorie}</th>
                  {series.map((serie) => (
                    <td key={serie.nom}>{dire(serie.valeurs[place] ?? null, secret)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  )
}

const dire = (valeur: number | null, secret: string) => (valeur === null ? secret : nombre(valeur))
