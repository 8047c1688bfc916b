import type { Cotation } from '@/api/types.ts'
import { dateCourte } from '@/lib/dates.ts'
import { nombre } from '@/lib/montants.ts'
import { typographier } from '@/lib/typographie.ts'
import { textes } from '../texts.ts'
import styles from './TableCotation.module.css'

/** The same places as the applicant reads on the portal. */
export function Positions({ positions, epci }: { positions: Cotation['positions']; epci: string }) {
  if (positions.length === 0) return null
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls
    <div className={styles.cadre} tabIndex={0} role="region" aria-label={`Position, ${epci}`}>
      <table className={styles.table}>
        <caption className="visuellement-cache">Position parmi les demandes semblables, {epci}</caption>
        <thead>
          <tr>
            <th scope="col">{textes.position}</th>
            <th scope="col">{textes.perimetre}</th>
            <th scope="col" className={styles.points}>
              {textes.rang}
            </th>
            <th scope="col" className={styles.points}>
              {textes.photo}
            </th>
          </tr>
        </thead>
        <tbody>
          {positions.map((p) => (
            <tr key={p.niveau + p.lieu}>
              <th scope="row">
                {p.lieu_nom}
                <span className={styles.source}>{p.niveau_libelle}</span>
              </th>
              <td data-entete={textes.perimetre}>
                {typographier(p.perimetre)}
                <span className={styles.source}>{typographier(p.departage)}</span>
                {(p.absente ?? p.elargie) && <span className={styles.source}>{typographier((p.absente ?? p.elargie)?.phrase ?? '')}</span>}
              </td>
              <td className={styles.points} data-entete={textes.rang}>
                {p.rang === null || p.sur === null ? '—' : `${nombre(p.rang)} / ${nombre(p.sur)}`}
              </td>
              <td className={styles.points} data-entete={textes.photo}>
                {p.photo_du ? dateCourte(p.photo_du) : '—'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
