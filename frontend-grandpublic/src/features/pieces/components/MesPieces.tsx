import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { adresseDePiece, mesPiecesQuery, useSupprimerPiece } from '../../../api/mes-pieces.ts'
import type { Piece } from '../../../api/types.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { Button, DownloadLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { texts } from '../texts.ts'
import style from './MesPieces.module.css'

function LignePiece({ piece }: { piece: Piece }) {
  const [confirme, demander] = useState(false)
  const supprimer = useSupprimerPiece()
  return (
    <li>
      <div className={style.mots}>
        <p className={style.nom}>{piece.type_libelle}</p>
        <p className={style.detail}>
          {piece.nom}, {texts.deposee(dateLongue(piece.deposee_le))}. {piece.etat_libelle}
        </p>
        {piece.motif_refus && <p className={style.refus}>{texts.refus(piece.motif_refus)}</p>}
        {supprimer.error && (
          <Notice ton="erreur" annonce>
            {phraseDe(supprimer.error)}
          </Notice>
        )}
      </div>
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
            <DownloadLink href={adresseDePiece(piece.id)} nom={piece.nom} allure="discret" petit>
              {texts.voir} <span className="invisible">{piece.nom}</span>
            </DownloadLink>
            {piece.etat === 'RECUE' && (
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

export default function MesPieces() {
  const pieces = useQuery(mesPiecesQuery)
  return (
    <Card titre={texts.mesPieces}>
      <Etat de={pieces}>
        {(liste) =>
          liste.length === 0 ? (
            <p>{texts.aucune}</p>
          ) : (
            <ul className={style.pieces}>
              {liste.map((piece) => (
                <LignePiece key={piece.id} piece={piece} />
              ))}
            </ul>
          )
        }
      </Etat>
    </Card>
  )
}
