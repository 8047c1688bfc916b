import { FileInput, Progress, Select } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { DossierDePieces, PieceVue } from '@/api/types.ts'
import { Avis } from '@/ui/Avis.tsx'
import { dire } from '@/ui/annonces.ts'
import { BoutonPret } from '@/ui/BoutonPret.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { useDeposerPiece } from '../queries.ts'
import { textes } from '../texts.ts'
import type { Voulue } from './Attendues.tsx'

const MEBIOCTET = 1024 * 1024

interface Props {
  demandeId: string
  dossier: DossierDePieces
  voulue: Voulue | null
  onDepot: (pieceId: string) => void
}

/** A paper brought to the counter: what it is, whose it is, and the file. */
export function Depot({ demandeId, dossier, voulue, onDepot }: Props) {
  const types = useNomenclature('type_piece')
  const [type, setType] = useState<string | null>(voulue?.type ?? null)
  const [personneId, setPersonneId] = useState<string | null>(voulue?.personneId ?? null)
  const [fichier, setFichier] = useState<File | null>(null)
  const deposer = useDeposerPiece(demandeId)
  const saisie = useRef<HTMLButtonElement>(null)
  const { depot, personnes } = dossier
  // asked from a line above: nature and person are known, the file alone is missing
  useEffect(() => {
    if (voulue) saisie.current?.focus()
  }, [voulue])
  return (
    <Carte titre={textes.titreDepot}>
      <Pile espace="serre">
        {deposer.error && (
          <Avis ton="erreur" annonce>
            {phraseDe(deposer.error)}
          </Avis>
        )}
        <Select label="Nature de la pièce" size="sm" searchable data={types.map(({ code, libelle }) => ({ value: code, label: libelle }))} value={type} onChange={setType} />
        {personnes.length > 1 && (
          <Select label="Personne" size="sm" clearable placeholder={textes.foyer} data={personnes.map(({ id, nom }) => ({ value: id, label: nom }))} value={personneId} onChange={setPersonneId} />
        )}
        <FileInput
          ref={saisie}
          label="Fichier"
          description={textes.depot(depot.taille_maximale / MEBIOCTET)}
          size="sm"
          accept={depot.formats.join(',')}
          clearable
          value={fichier}
          onChange={setFichier}
          placeholder="Choisir un fichier"
        />
        <p>{depot.controle}</p>
        {deposer.progres !== null && <Progress value={deposer.progres} aria-label={textes.envoi(deposer.progres)} />}
        <Rang fin>
          <BoutonPret
            leftSection={<IconUpload size={15} aria-hidden="true" />}
            manque={!type ? textes.manqueNature : !fichier && textes.manqueFichier}
            loading={deposer.isPending}
            onClick={() =>
              type &&
              fichier &&
              deposer.mutate(
                { type, fichier, personneId, morceau: depot.morceau },
                {
                  onSuccess: ({ pieces }) => {
                    setFichier(null)
                    const derniere = laDerniere(pieces)
                    dire(derniere?.etat === 'ANALYSE' ? textes.deposeEnAnalyse : textes.depose)
                    if (derniere) onDepot(derniere.id)
                  },
                },
              )
            }
          >
            Déposer
          </BoutonPret>
        </Rang>
      </Pile>
    </Carte>
  )
}

export const laDerniere = (pieces: readonly PieceVue[]) => pieces.toSorted((a, b) => b.deposee_le.localeCompare(a.deposee_le))[0]
