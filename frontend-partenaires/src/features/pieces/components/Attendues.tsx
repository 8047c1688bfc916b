import { ActionIcon } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import type { AttendueVue, DossierDePieces, PieceVue } from '@/api/types.ts'
import { dateCourte } from '@/lib/dates.ts'
import { Carte } from '@/ui/Carte.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { TONS } from '../etats.ts'
import { textes } from '../texts.ts'
import styles from './Attendues.module.css'

export interface Voulue {
  type: string
  personneId: string | null
}

interface Props {
  dossier: DossierDePieces
  choisie: string | undefined
  onChoisir: (pieceId: string) => void
  onDeposer: ((voulue: Voulue) => void) | null
}

/** What each person owes, and where each piece is; then what was given besides. */
export function Attendues({ dossier, choisie, onChoisir, onDeposer }: Props) {
  const { personnes, attendues, pieces } = dossier
  const groupes = [...personnes.map(({ id, nom, role }) => ({ id, titre: nom, sous: role })), { id: null, titre: textes.foyer, sous: '' }]
  const citees = new Set(attendues.flatMap((attendue) => attendue.pieces))
  const autres = pieces.filter(({ id }) => !citees.has(id))
  if (attendues.length === 0 && pieces.length === 0) return <Vide titre={textes.vide}>{textes.videAide}</Vide>
  return (
    <>
      {groupes.map(({ id, titre, sous }) => {
        const siennes = attendues.filter(({ personne_id }) => personne_id === id)
        if (siennes.length === 0) return null
        const validees = siennes.filter(({ etat }) => etat === 'VALIDEE').length
        return (
          <Carte key={id ?? 'foyer'} titre={titre} outils={<span className={styles.detail}>{[sous, textes.compte(validees, siennes.length)].filter(Boolean).join(' · ')}</span>}>
            <ul className={styles.liste}>
              {siennes.map((attendue) => (
                <LigneAttendue
                  key={attendue.code}
                  attendue={attendue}
                  qui={titre}
                  pieces={attendue.pieces.map((id) => pieces.find((piece) => piece.id === id)).filter((piece) => piece !== undefined)}
                  choisie={choisie}
                  onChoisir={onChoisir}
                  onDeposer={onDeposer}
                />
              ))}
            </ul>
          </Carte>
        )
      })}
      {autres.length > 0 && (
        <Carte titre={textes.autres}>
          <ul className={styles.liste}>
            {autres.map((piece) => (
              <li key={piece.id} className={styles.ligne}>
                <BoutonPiece piece={piece} choisie={choisie} onChoisir={onChoisir} titre={piece.type_libelle} />
                <EtatBadge ton={TONS[piece.etat]} libelle={piece.etat_libelle} />
              </li>
            ))}
          </ul>
        </Carte>
      )}
    </>
  )
}

interface LigneProps extends Omit<Props, 'dossier'> {
  attendue: AttendueVue
  qui: string
  pieces: readonly PieceVue[]
}

function LigneAttendue({ attendue, qui, pieces, choisie, onChoisir, onDeposer }: LigneProps) {
  const { libelle, pourquoi, etat, etat_libelle, expire_le, motif, bloquante, types, personne_id } = attendue
  const [premiere, ...suivantes] = pieces
  const type = types[0]?.code ?? ''
  return (
    <li className={styles.ligne}>
      <div className={styles.mots}>
        {premiere ? <BoutonPiece piece={premiere} choisie={choisie} onChoisir={onChoisir} titre={libelle} /> : <p className={styles.titre}>{libelle}</p>}
        <p className={styles.detail}>{[bloquante && textes.bloquante, !premiere && !bloquante && pourquoi].filter(Boolean).join('. ')}</p>
        {expire_le && <p className={styles.detail}>{etat === 'PERIMEE' ? textes.perimee(dateCourte(expire_le)) : textes.expire(dateCourte(expire_le))}</p>}
        {motif && <p className={styles.motif}>{motif}</p>}
        {suivantes.map((piece) => (
          <BoutonPiece key={piece.id} piece={piece} choisie={choisie} onChoisir={onChoisir} titre={piece.etat_libelle} />
        ))}
      </div>
      <EtatBadge ton={TONS[etat]} libelle={etat_libelle} />
      {onDeposer && (
        <ActionIcon aria-label={textes.deposer(libelle, qui)} onClick={() => onDeposer({ type, personneId: personne_id })}>
          <IconUpload size={16} />
        </ActionIcon>
      )}
    </li>
  )
}

function BoutonPiece({ piece, titre, choisie, onChoisir }: { piece: PieceVue; titre: string; choisie: string | undefined; onChoisir: (id: string) => void }) {
  return (
    <button type="button" className={styles.piece} aria-pressed={piece.id === choisie} onClick={() => onChoisir(piece.id)}>
      {titre}
      <span>
        {piece.nom}
        {piece.pages > 1 && `, ${textes.pagesDe(piece.pages)}`}
      </span>
      <span>{textes.deposee(dateCourte(piece.deposee_le), piece.deposee_par)}</span>
    </button>
  )
}
