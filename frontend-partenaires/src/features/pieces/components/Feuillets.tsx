import { Button, FileButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { phraseDe } from '@/api/problem.ts'
import type { PieceVue } from '@/api/types.ts'
import { Avis } from '@/ui/Avis.tsx'
import { IconePrete } from '@/ui/IconePrete.tsx'
import { Rang } from '@/ui/champs/Disposition.tsx'
import { useDeposerPiece, useOrdonnerPages, useRetirerPage } from '../queries.ts'
import { textes } from '../texts.ts'
import styles from './Lecture.module.css'

interface Props {
  demandeId: string
  piece: PieceVue
  morceau: number
  formats: readonly string[]
}

/** Photographs taken one by one: their order is that of the reading, and it may be put right. */
export function Feuillets({ demandeId, piece, morceau, formats }: Props) {
  const ordonner = useOrdonnerPages(demandeId)
  const retirer = useRetirerPage(demandeId)
  const ajouter = useDeposerPiece(demandeId)
  const modifiable = piece.actions.some(({ code, permise }) => code === 'ajouter' && permise)
  const erreur = ordonner.error ?? retirer.error ?? ajouter.error
  const { feuillets } = piece
  const examens = [...new Set(feuillets.map(({ examen }) => examen).filter(Boolean))]

  function deplacer(rang: number, vers: number) {
    const ids = feuillets.map(({ id }) => id)
    const [deplace] = ids.splice(rang, 1)
    ids.splice(vers, 0, deplace!)
    ordonner.mutate({ pieceId: piece.id, feuillets: ids })
  }

  return (
    <div>
      {erreur && (
        <Avis ton="erreur" annonce>
          {phraseDe(erreur)}
        </Avis>
      )}
      {(feuillets.length > 1 || feuillets.some(({ motif }) => motif)) && (
        <ol className={styles.feuillets} aria-label={textes.pages}>
          {feuillets.map((feuillet, rang) => (
            <li key={feuillet.id}>
              <span className={styles.nom}>
                {rang + 1}. {feuillet.nom}, {feuillet.etat === 'analyse' ? 'en analyse' : textes.pagesDe(feuillet.pages)}
                {feuillet.motif && <span className={styles.motif}>{feuillet.motif}</span>}
              </span>
              {modifiable && (
                <>
                  <IconePrete aria-label={textes.monter(feuillet.nom)} manque={rang === 0 && textes.dejaPremiere} onClick={() => deplacer(rang, rang - 1)}>
                    <IconArrowUp size={16} />
                  </IconePrete>
                  <IconePrete
                    aria-label={textes.descendre(feuillet.nom)}
                    manque={rang === feuillets.length - 1 && textes.dejaDerniere}
                    onClick={() => deplacer(rang, rang + 1)}
                  >
                    <IconArrowDown size={16} />
                  </IconePrete>
                  <IconePrete
                    aria-label={textes.retirerPage(feuillet.nom)}
                    manque={feuillets.length === 1 && textes.seulePage}
                    onClick={() => retirer.mutate({ pieceId: piece.id, feuilletId: feuillet.id })}
                  >
                    <IconTrash size={16} />
                  </IconePrete>
                </>
              )}
            </li>
          ))}
        </ol>
      )}
      <Rang>
        {modifiable && (
          <FileButton
            accept={formats.join(',')}
            onChange={(fichier) => fichier && ajouter.mutate({ fichier, type: piece.type, personneId: piece.personne_id, pieceId: piece.id, morceau })}
          >
            {(props) => (
              <Button {...props} variant="subtle" size="compact-sm" loading={ajouter.isPending} leftSection={<IconPlus size={14} aria-hidden="true" />}>
                Ajouter une page
              </Button>
            )}
          </FileButton>
        )}
        {examens.map((examen) => (
          <span key={examen} className={styles.examen}>
            {examen}
          </span>
        ))}
      </Rang>
    </div>
  )
}
