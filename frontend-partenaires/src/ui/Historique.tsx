import { dateCourte, heure, jour } from '@/lib/dates.ts'
import { typographier } from '@/lib/typographie.ts'
import styles from './Historique.module.css'

export interface LigneAffichee {
  id: string
  le: string
  qui: string
  organisme: string | null
  titre: string
  phrase: string
  changements: readonly { champ: string; libelle: string; avant: string | null; apres: string | null }[]
}

/** Who, when, what; and for a change, before and after. */
export function Historique({ lignes }: { lignes: readonly LigneAffichee[] }) {
  return (
    <ol className={styles.historique}>
      {lignes.map((ligne) => (
        <li key={ligne.id} className={styles.ligne}>
          <time dateTime={ligne.le} className={styles.quand}>
            {dateCourte(jour(ligne.le))}
            <span>{heure(ligne.le)}</span>
          </time>
          <div>
            <p className={styles.titre}>{ligne.titre}</p>
            {ligne.phrase && <p>{typographier(ligne.phrase)}</p>}
            <p className={styles.qui}>{[ligne.qui, ligne.organisme].filter(Boolean).join(', ')}</p>
            {ligne.changements.length > 0 && (
              <table className={styles.changements}>
                <thead>
                  <tr>
                    <th scope="col">Information</th>
                    <th scope="col">Avant</th>
                    <th scope="col">Après</th>
                  </tr>
                </thead>
                <tbody>
                  {ligne.changements.map((changement) => (
                    <tr key={changement.champ}>
                      <th scope="row">{changement.libelle}</th>
                      <td>{changement.avant ?? '—'}</td>
                      <td>{changement.apres ?? '—'}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}
