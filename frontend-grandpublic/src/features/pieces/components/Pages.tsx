import { adresseDePage, useOrdonnerPages, useRetirerPage } from '../../../api/mes-pieces.ts'
import type { DossierDePieces, Piece, TypePiece } from '../../../api/types.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { Button } from '../../../ui/Button.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { texts } from '../texts.ts'
import { BoutonFichiers } from './BoutonFichiers.tsx'
import style from './MesPieces.module.css'

/** Les pages comme on les lira : une image de chacune, leur ordre, et de quoi en ajouter. */
export function Pages({ piece, depot }: { piece: Piece; depot: DossierDePieces['depot'] }) {
  const ordonner = useOrdonnerPages()
  const retirer = useRetirerPage()
  const { feuillets } = piece
  const modifiable = piece.actions.some(({ code, permise }) => code === 'ajouter' && permise)
  const premieres = feuillets.map((_, rang) => 1 + feuillets.slice(0, rang).reduce((somme, { pages }) => somme + pages, 0))
  const lisible = piece.etat !== 'ANALYSE'

  function deplacer(rang: number, vers: number) {
    const ids = feuillets.map(({ id }) => id)
    const [deplace] = ids.splice(rang, 1)
    if (deplace) ids.splice(vers, 0, deplace)
    ordonner.mutate({ id: piece.id, feuillets: ids })
  }

  return (
    <>
      <ol className={style.vignettes} aria-label={texts.pages}>
        {feuillets.map((feuillet, rang) => (
          <li key={feuillet.id}>
            {lisible && feuillet.pages > 0 ? (
              <img src={adresseDePage(piece.id, premieres[rang] ?? 1)} alt={texts.page(rang + 1, feuillets.length)} loading="lazy" className={style.vignette} />
            ) : (
              <span className={style.vignette}>{feuillet.motif ?? texts.examen}</span>
            )}
            {feuillet.motif && lisible && <span className={style.refus}>{feuillet.motif}</span>}
            {modifiable && feuillets.length > 1 && (
              <div className={style.gestes}>
                {rang > 0 && (
                  <Button allure="discret" petit aria-label={texts.monter(rang + 1)} onPress={() => deplacer(rang, rang - 1)}>
                    ←
                  </Button>
                )}
                {rang < feuillets.length - 1 && (
                  <Button allure="discret" petit aria-label={texts.descendre(rang + 1)} onPress={() => deplacer(rang, rang + 1)}>
                    →
                  </Button>
                )}
                <Button allure="discret" petit aria-label={texts.retirerPage(rang + 1)} onPress={() => retirer.mutate({ id: piece.id, feuillet: feuillet.id })}>
                  ✕
                </Button>
              </div>
            )}
          </li>
        ))}
      </ol>
      {(ordonner.error ?? retirer.error) && (
        <Notice ton="erreur" annonce>
          {phraseDe(ordonner.error ?? retirer.error)}
        </Notice>
      )}
      {modifiable && <BoutonFichiers depot={depot} vers={{ type: piece.type as TypePiece, personneId: piece.personne_id, pieceId: piece.id }} libelle={texts.ajouter} discret />}
    </>
  )
}
