import { Button, FileInput, Select, Textarea } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { urlDeLaPiece } from '@/api/fichiers.ts'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import type { PieceVue } from '@/api/types.ts'
import { Avis } from '@/ui/Avis.tsx'
import { dire } from '@/ui/annonces.ts'
import { Carte } from '@/ui/Carte.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { Visionneuse } from '@/ui/Visionneuse.tsx'
import { piecesQuery, useDeposerPiece, useRefuserPiece, useValiderPiece } from '../queries.ts'
import { textes } from '../texts.ts'
import styles from './PiecesPage.module.css'

const TONS: Readonly<Record<PieceVue['etat'], Ton>> = { RECUE: 'attente', VALIDEE: 'bon', REFUSEE: 'refus' }
const ACCEPTES = 'application/pdf,image/jpeg,image/png,image/heic'

export function PiecesPage(): ReactElement {
  const demandeId = useParams({ from: '/connecte/prive/demandes/$demandeId', select: (p) => p.demandeId })
  const requete = useQuery(piecesQuery(demandeId))
  const [choisie, setChoisie] = useState<string>()
  const peutEcrire = usePeut('pieces:ecrire')
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {(pieces) => {
        const piece = pieces.find(({ id }) => id === choisie) ?? pieces[0]
        return (
          <div className={styles.plan}>
            <Pile>
              <DataTable
                simple
                nom="pieces"
                libelle="Pièces de la demande"
                lignes={pieces}
                cle={(p) => p.id}
                actif={piece?.id}
                onActif={(id) => id && setChoisie(id)}
                colonnes={[
                  {
                    id: 'type',
                    entete: 'Pièce',
                    fixe: true,
                    cellule: (p) => (
                      <button type="button" className={styles.nom} onClick={() => setChoisie(p.id)}>
                        {p.type_libelle}
                        <span>{p.nom}</span>
                      </button>
                    ),
                  },
                  { id: 'etat', entete: 'État', cellule: (p) => <EtatBadge ton={TONS[p.etat]} libelle={p.etat_libelle} /> },
                  { id: 'le', entete: 'Déposée le', cellule: (p) => <DateFr iso={p.deposee_le} />, secondaire: true },
                  { id: 'par', entete: 'Par', cellule: (p) => (p.origine === 'portail' ? 'Demandeur' : 'Guichet'), secondaire: true },
                ]}
                vide={<Vide titre={textes.vide}>{textes.videAide}</Vide>}
              />
              {peutEcrire && <Depot demandeId={demandeId} onDepot={setChoisie} />}
            </Pile>
            {piece && <Lecture key={piece.id} demandeId={demandeId} piece={piece} />}
          </div>
        )
      }}
    </Requete>
  )
}

function Depot({ demandeId, onDepot }: { demandeId: string; onDepot: (id: string) => void }) {
  const types = useNomenclature('type_piece')
  const [type, setType] = useState<string | null>(null)
  const [fichier, setFichier] = useState<File | null>(null)
  const deposer = useDeposerPiece(demandeId)
  return (
    <Carte titre="Déposer une pièce">
      <Pile espace="serre">
        {deposer.error && (
          <Avis ton="erreur" annonce>
            {phraseDe(deposer.error)}
          </Avis>
        )}
        <Select label="Nature de la pièce" size="sm" searchable data={types.map(({ code, libelle }) => ({ value: code, label: libelle }))} value={type} onChange={setType} />
        <FileInput label="Fichier" description={textes.depot} size="sm" accept={ACCEPTES} clearable value={fichier} onChange={setFichier} placeholder="Choisir un fichier" />
        <Rang fin>
          <Button
            leftSection={<IconUpload size={15} aria-hidden="true" />}
            disabled={!type || !fichier}
            loading={deposer.isPending}
            onClick={() =>
              type &&
              fichier &&
              deposer.mutate(
                { type, fichier },
                {
                  onSuccess: (pieces) => {
                    setFichier(null)
                    dire('La pièce est déposée.')
                    const derniere = pieces.toSorted((a, b) => b.deposee_le.localeCompare(a.deposee_le))[0]
                    if (derniere) onDepot(derniere.id)
                  },
                },
              )
            }
          >
            Déposer
          </Button>
        </Rang>
      </Pile>
    </Carte>
  )
}

function Lecture({ demandeId, piece }: { demandeId: string; piece: PieceVue }) {
  const [refus, setRefus] = useState(false)
  const [motif, setMotif] = useState('')
  const valider = useValiderPiece(demandeId)
  const refuser = useRefuserPiece(demandeId)
  const peutEcrire = usePeut('pieces:ecrire')
  return (
    <div className={styles.lecture}>
      {piece.motif_refus && (
        <Avis ton="attention" titre="Pièce refusée">
          {piece.motif_refus}
        </Avis>
      )}
      <Visionneuse url={urlDeLaPiece(demandeId, piece.id)} nom={piece.nom} format={piece.format} />
      {peutEcrire && piece.etat === 'RECUE' && (
        <Rang fin>
          <Button variant="default" onClick={() => setRefus(true)}>
            Refuser
          </Button>
          <Button
            loading={valider.isPending}
            onClick={() => valider.mutate(piece.id, { onSuccess: () => dire('La pièce est validée.'), onError: (erreur) => dire(phraseDe(erreur), 'erreur') })}
          >
            Valider la pièce
          </Button>
        </Rang>
      )}
      <Dialogue
        ouvert={refus}
        titre={`Refuser : ${piece.type_libelle}`}
        valider="Refuser la pièce"
        attente={refuser.isPending}
        desactive={motif.trim() === ''}
        erreur={refuser.error && phraseDe(refuser.error)}
        onFermer={() => setRefus(false)}
        onValider={() =>
          refuser.mutate(
            { pieceId: piece.id, motif: motif.trim() },
            {
              onSuccess: () => {
                dire('La pièce est refusée.')
                setRefus(false)
              },
            },
          )
        }
      >
        <p>{textes.refus}</p>
        <Textarea label="Motif du refus" withAsterisk maxLength={500} value={motif} onChange={(event) => setMotif(event.currentTarget.value)} />
      </Dialogue>
    </div>
  )
}
