import { Link } from '@tanstack/react-router'
import { usePeut } from '@/api/session.ts'
import type { Cotation } from '@/api/types.ts'
import { dateCourte } from '@/lib/dates.ts'
import { nombre } from '@/lib/montants.ts'
import { typographier } from '@/lib/typographie.ts'
import { textes } from '../texts.ts'
import styles from './TableCotation.module.css'

type Preuve = Cotation['blocs'][number]['lignes'][number]['preuves'][number]

const points = (valeur: number) => (valeur > 0 ? `+${nombre(valeur)}` : nombre(valeur))

interface Props {
  demandeId: string
  cotation: Cotation
  libelle?: string
  /** What the file said that day is not kept. */
  passee?: boolean
}

/** Every line of the grid: what was read, what it is worth, and why. */
export function TableCotation({ demandeId, cotation, libelle = `Calcul pour ${cotation.epci_nom}`, passee = false }: Props) {
  const ouvrePieces = usePeut('pieces:lire')
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls
    <div className={styles.cadre} tabIndex={0} role="region" aria-label={libelle}>
      <table className={styles.table}>
        <caption className="visuellement-cache">{libelle}, ligne par ligne</caption>
        <thead>
          <tr>
            <th scope="col">Critère</th>
            {!passee && <th scope="col">{textes.lu}</th>}
            <th scope="col">{textes.explication}</th>
            <th scope="col" className={styles.points}>
              {textes.declares}
            </th>
            <th scope="col" className={styles.points}>
              {textes.verifies}
            </th>
          </tr>
        </thead>
        {cotation.blocs.map((bloc) => (
          <tbody key={bloc.code}>
            <tr className={styles.bloc}>
              <th scope="rowgroup" colSpan={passee ? 2 : 3}>
                {bloc.libelle}
                {bloc.explication && <span className={styles.note}>{bloc.explication}</span>}
              </th>
              <td className={styles.points} data-entete={textes.declares}>
                {points(bloc.points_declares)}
              </td>
              <td className={styles.points} data-entete={textes.verifies}>
                {points(bloc.points)}
              </td>
            </tr>
            {bloc.lignes.map((ligne) => (
              <tr key={ligne.code} data-nulle={ligne.points_retenus === 0 && ligne.points_declares === 0}>
                <th scope="row">
                  {ligne.libelle}
                  {ligne.base_legale && <span className={styles.source}>{ligne.base_legale}</span>}
                </th>
                {!passee && (
                  <td data-entete={textes.lu}>
                    {typographier(ligne.valeur_lue)}
                    <span className={styles.source}>{typographier(ligne.source)}</span>
                  </td>
                )}
                <td data-entete={textes.explication}>
                  {typographier(ligne.explication)}
                  <span className={styles.source}>
                    {ligne.etat_libelle}
                    {ligne.expire_le && `, jusqu’au ${dateCourte(ligne.expire_le)}`}
                  </span>
                  {ligne.preuves.map((preuve) => (
                    <UnePreuve key={preuve.phrase} preuve={preuve} demandeId={ouvrePieces ? demandeId : null} />
                  ))}
                </td>
                <td className={styles.points} data-entete={textes.declares}>
                  {points(ligne.points_declares)}
                </td>
                <td className={styles.points} data-entete={textes.verifies}>
                  {points(ligne.points_retenus)}
                </td>
              </tr>
            ))}
          </tbody>
        ))}
        {cotation.ensembles.length > 0 && (
          <tbody>
            {cotation.ensembles.map((ensemble) => (
              <tr key={ensemble.code} className={styles.bloc}>
                <th scope="row" colSpan={passee ? 2 : 3}>
                  {ensemble.libelle}
                  <span className={styles.note}>{typographier(ensemble.explication)}</span>
                  <span className={styles.note}>{typographier(ensemble.regle)}</span>
                </th>
                <td className={styles.points} data-entete={textes.declares}>
                  {points(ensemble.points_declares)}
                </td>
                <td className={styles.points} data-entete={textes.verifies}>
                  {points(ensemble.points)}
                </td>
              </tr>
            ))}
          </tbody>
        )}
        {cotation.points_verifies !== null && (
          <tfoot>
            <tr>
              <th scope="row" colSpan={passee ? 2 : 3}>
                Total
              </th>
              <td className={styles.points} data-entete={textes.declares}>
                {cotation.points_declares === null ? '—' : nombre(cotation.points_declares)}
              </td>
              <td className={styles.points} data-entete={textes.verifies}>
                {nombre(cotation.points_verifies)}
              </td>
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

/** Where the piece that proves the line stands, and the way to it. */
function UnePreuve({ preuve, demandeId }: { preuve: Preuve; demandeId: string | null }) {
  return (
    <span className={styles.preuve} data-etat={preuve.etat}>
      {typographier(preuve.phrase)}{' '}
      {preuve.piece_id !== null && demandeId !== null && (
        <Link to="/demandes/$demandeId/pieces" params={{ demandeId }} search={{ piece: preuve.piece_id }} aria-label={`${textes.ouvrirLaPiece} : ${preuve.libelle}`}>
          {textes.ouvrirLaPiece}
        </Link>
      )}
    </span>
  )
}
