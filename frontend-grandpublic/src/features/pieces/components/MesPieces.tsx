import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { adresseDePiece, mesPiecesQuery, useSupprimerPiece } from '../../../api/mes-pieces.ts'
import type { DossierDePieces, Piece } from '../../../api/types.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { Button, DownloadLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { texts } from '../texts.ts'
import { Attendues } from './Attendues.tsx'
import style from './MesPieces.module.css'
import { Pages } from './Pages.tsx'

function LignePiece({ piece, depot }: { piece: Piece; depot: DossierDePieces['depot'] }) {
  const [confirme, demander] = useState(false)
  const supprimer = useSupprimerPiece()
  const retirable = piece.actions.some(({ code, permise }) => code === 'retirer' && permise)
  const ligne = useRef<HTMLLIElement>(null)
  const le = dateLongue(piece.deposee_le)
  const quand = piece.origine === 'portail' ? texts.deposee(le) : texts.deposeePar(le, piece.deposee_par)
  const visee = location.hash === `#piece-${piece.id}`
  useEffect(() => {
    if (visee) ligne.current?.focus()
  }, [visee])
  return (
    <li className={style.piece} ref={ligne} tabIndex={visee ? -1 : undefined}>
      <div className={style.mots}>
        <p className={style.nom}>{piece.type_libelle}</p>
        <p className={style.detail}>
          {[piece.personne, piece.nom, quand].filter(Boolean).join(', ')}
        </p>
        <p className={style.etat} data-etat={piece.etat}>
          {piece.etat_libelle}
          {piece.expire_le && piece.etat === 'VALIDEE' && `. ${texts.expire(dateLongue(piece.expire_le))}`}
        </p>
        {piece.motif_refus && <p className={style.refus}>{texts.refus(piece.motif_refus)}</p>}
        {supprimer.error && (
          <Notice ton="erreur" annonce>
            {phraseDe(supprimer.error)}
          </Notice>
        )}
      </div>
      <Pages piece={piece} depot={depot} />
      <Rangee>
        {confirme ? (
          <>
            <Button allure="danger" petit enCours={supprimer.isPending} onPress={() => supprimer.mutate(piece.id)}>
              {texts.confirmer}
            </Button>
            <Button allure="discret" petit onPress={() => demander(false)}>
              {texts.garder}
            </Button>
          </>
        ) : (
          <>
            {piece.pages > 0 && piece.etat !== 'ANALYSE' && (
              <DownloadLink href={adresseDePiece(piece.id)} nom={`${piece.type_libelle}.pdf`} allure="discret" petit>
                {texts.voir} <span className="invisible">{piece.nom}</span>
              </DownloadLink>
            )}
            {retirable && (
              <Button allure="discret" petit aria-label={texts.retirerQuoi(piece.nom)} onPress={() => demander(true)}>
                {texts.retirer}
              </Button>
            )}
          </>
        )}
      </Rangee>
    </li>
  )
}

/** `identite` : la page du formulaire, où seule la pièce d’identité compte. */
export default function MesPieces({ seulement = 'toutes' }: { seulement?: 'identite' | 'toutes' }) {
  const pieces = useQuery(mesPiecesQuery)
  return (
    <Etat de={pieces}>
      {(dossier) => {
        const montrees = seulement === 'identite' ? dossier.pieces.filter(({ est_identite }) => est_identite) : dossier.pieces
        return (
          <>
            {seulement === 'toutes' && <Attendues dossier={dossier} />}
            <Card titre={texts.mesPieces}>
              {montrees.length === 0 ? (
                <p>{texts.aucune}</p>
              ) : (
                <ul className={style.pieces}>
                  {montrees.map((piece) => (
                    <LignePiece key={piece.id} piece={piece} depot={dossier.depot} />
                  ))}
                </ul>
              )}
            </Card>
          </>
        )
      }}
    </Etat>
  )
}
