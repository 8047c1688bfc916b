import { Link } from 'wouter'
import type { Cotation } from '../../../api/types.ts'
import { classes } from '../../../lib/classes.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { nombre } from '../../../lib/montants.ts'
import { Card } from '../../../ui/Card.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Evolution } from './Evolution.tsx'
import style from '../pages/Cotation.module.css'
import { texts } from '../texts.ts'

const t = texts.cotation
type Bloc = Cotation['blocs'][number]
type Ligne = Bloc['lignes'][number]

const adresseDuDocument = ({ piece_id }: Ligne['preuves'][number]) => `/mon-espace/documents${piece_id ? `#piece-${piece_id}` : ''}`

const signe = (points: number) => (points > 0 ? `+ ${nombre(points)}` : points < 0 ? `− ${nombre(-points)}` : '0')

function LigneExpliquee({ ligne }: { ligne: Ligne }) {
  return (
    <li className={style.ligne}>
      <div className={style.resume}>
        <span className={style.nom}>{ligne.libelle}</span>
        <span className={classes(style.points, ligne.points_retenus === 0 && style.nul)}>{signe(ligne.points_retenus)}</span>
        <span className={style.explication}>
          {ligne.explication} <span className={style.etat}>{ligne.etat_libelle}.</span>
          {ligne.expire_le && ` ${t.expire(dateLongue(ligne.expire_le))}.`}
        </span>
        {ligne.preuves.length > 0 && (
          <ul className={style.preuves}>
            {ligne.preuves.map((preuve) => (
              <li key={preuve.phrase} data-etat={preuve.etat}>
                {preuve.phrase} <Link href={adresseDuDocument(preuve)}>{preuve.piece_id ? t.voirLaPiece : t.deposer}</Link>
              </li>
            ))}
          </ul>
        )}
      </div>
      <details className={style.details}>
        <summary>
          {t.detail} <span className="invisible">: {ligne.libelle}</span>
        </summary>
        <dl>
          <div>
            <dt>{t.lu}</dt>
            <dd>{ligne.valeur_lue}</dd>
          </div>
          <div>
            <dt>{t.source}</dt>
            <dd>{ligne.source}</dd>
          </div>
          {ligne.definition && (
            <div>
              <dt>{t.definition}</dt>
              <dd>{ligne.definition}</dd>
            </div>
          )}
        </dl>
      </details>
    </li>
  )
}

/** Les critères qui comptent d’abord ; ceux qui valent zéro restent lisibles, repliés. */
function BlocExplique({ bloc }: { bloc: Bloc }) {
  const compte = (ligne: Ligne) => ligne.points_retenus !== 0 || ligne.points_declares !== 0 || ligne.points !== 0
  const comptent = bloc.lignes.filter(compte)
  const nulles = bloc.lignes.filter((ligne) => !compte(ligne))
  return (
    <div className={style.bloc}>
      <h3 className={style.titre}>
        <span>{bloc.libelle}</span>
        <span>{t.bloc(bloc.points)}</span>
      </h3>
      {bloc.explication && <p className={style.petit}>{bloc.explication}</p>}
      {comptent.length === 0 && <p className={style.petit}>{t.aucun}</p>}
      {comptent.length > 0 && (
        <ul className={style.lignes}>
          {comptent.map((ligne) => (
            <LigneExpliquee key={ligne.code} ligne={ligne} />
          ))}
        </ul>
      )}
      {nulles.length > 0 && (
        <details className={style.details}>
          <summary>
            {t.aZero(nulles.length)} <span className="invisible">: {bloc.libelle}</span>
          </summary>
          <ul className={style.lignes}>
            {nulles.map((ligne) => (
              <LigneExpliquee key={ligne.code} ligne={ligne} />
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

/** Bloc par bloc, puis ce que des blocs comptent ensemble. */
export function Calcul({ cotation }: { cotation: Cotation }) {
  return (
    <>
      {cotation.blocs.map((bloc) => (
        <BlocExplique key={bloc.code} bloc={bloc} />
      ))}
      {cotation.ensembles.map((ensemble) => (
        <div key={ensemble.code} className={style.bloc}>
          <h3 className={style.titre}>
            <span>{ensemble.libelle}</span>
            <span>{t.bloc(ensemble.points)}</span>
          </h3>
          <p>{ensemble.explication}</p>
          <p className={style.petit}>{ensemble.regle}</p>
        </div>
      ))}
    </>
  )
}

export function CotationCarte({ cotation }: { cotation: Cotation }) {
  return (
    <Card titre={cotation.epci_nom}>
      {cotation.fictive && <Notice>{t.fictive}</Notice>}
      {cotation.hors_cotation ? (
        <p>{cotation.hors_cotation.phrase}</p>
      ) : (
        <>
          <p className={style.tete}>
            <span className={style.total}>{nombre(cotation.points_verifies ?? 0)}</span>
            <span>{t.total.toLowerCase()}</span>
          </p>
          {cotation.points_declares !== null && cotation.points_declares !== cotation.points_verifies && <p>{t.declares(cotation.points_declares)}</p>}
        </>
      )}
      <Evolution evolution={cotation.evolution} />
      {cotation.avertissement && <p>{cotation.avertissement}</p>}
      <p className={style.petit}>
        {t.grille(cotation.grille, cotation.version_grille, dateLongue(cotation.calculee_le))}{' '}
        {cotation.prochaine_bascule && t.bascule(dateLongue(cotation.prochaine_bascule))}
      </p>
      {cotation.ce_qui_changerait.length > 0 && (
        <Notice titre={t.changerait}>
          <ul>
            {cotation.ce_qui_changerait.map(({ critere, genre, phrase }) => (
              <li key={critere + genre + phrase}>{phrase}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Calcul cotation={cotation} />
      {cotation.note_methode && <p className={style.petit}>{cotation.note_methode}</p>}
    </Card>
  )
}
