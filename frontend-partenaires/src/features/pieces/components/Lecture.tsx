import { Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { urlDeLaPiece, urlsDesPages } from '@/api/fichiers.ts'
import { phraseDe } from '@/api/problem.ts'
import type { DossierDePieces, PieceVue } from '@/api/types.ts'
import { Avis } from '@/ui/Avis.tsx'
import { dire } from '@/ui/annonces.ts'
import { BoutonAction } from '@/ui/BoutonAction.tsx'
import { Rang } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { Visionneuse } from '@/ui/Visionneuse.tsx'
import { useRefuserPiece, useRetirerPiece, useValiderPiece } from '../queries.ts'
import { textes } from '../texts.ts'
import { Feuillets } from './Feuillets.tsx'
import styles from './Lecture.module.css'

type Geste = 'valider' | 'refuser' | 'retirer'

interface Props {
  demandeId: string
  dossier: DossierDePieces
  piece: PieceVue
}

export function Lecture({ demandeId, dossier, piece }: Props) {
  const [geste, setGeste] = useState<Geste | null>(null)
  const action = (code: string) => piece.actions.find((une) => une.code === code)
  const [valider, refuser, retirer] = [action('valider'), action('refuser'), action('retirer')]
  const aControler = piece.etat === 'RECUE' || piece.etat === 'ANALYSE'
  return (
    <section className={styles.lecture} aria-label={piece.type_libelle}>
      {piece.etat === 'ANALYSE' && <Avis>{textes.analyse}</Avis>}
      {piece.motif_refus && (
        <Avis ton="attention" titre="Pièce refusée">
          {piece.motif_refus}
        </Avis>
      )}
      {aControler && <Avis>{dossier.depot.rappel_nir}</Avis>}
      {aControler && (
        <Rang fin>
          {retirer && <BoutonAction action={retirer} variant="subtle" color="erreur" onClick={() => setGeste('retirer')} />}
          {refuser && <BoutonAction action={refuser} variant="default" onClick={() => setGeste('refuser')} />}
          {valider && <BoutonAction action={valider} onClick={() => setGeste('valider')} />}
        </Rang>
      )}
      <Visionneuse url={urlDeLaPiece(demandeId, piece.id)} nom={piece.nom} pages={urlsDesPages(demandeId, piece)} sansPage={piece.etat === 'ANALYSE' ? undefined : textes.rienALire} />
      <Feuillets demandeId={demandeId} piece={piece} morceau={dossier.depot.morceau} formats={dossier.depot.formats} />
      {geste === 'valider' && <Validation demandeId={demandeId} piece={piece} onFermer={() => setGeste(null)} />}
      {geste === 'refuser' && <Refus demandeId={demandeId} dossier={dossier} piece={piece} onFermer={() => setGeste(null)} />}
      {geste === 'retirer' && <Retrait demandeId={demandeId} piece={piece} onFermer={() => setGeste(null)} />}
    </section>
  )
}

interface GesteProps {
  demandeId: string
  piece: PieceVue
  onFermer: () => void
}

function Validation({ demandeId, piece, onFermer }: GesteProps) {
  const [expireLe, setExpireLe] = useState('')
  const valider = useValiderPiece(demandeId)
  return (
    <Dialogue
      ouvert
      titre={`Valider : ${piece.type_libelle}`}
      valider="Valider la pièce"
      attente={valider.isPending}
      manque={piece.echeance_requise && !expireLe && textes.manqueEcheance}
      erreur={valider.error && phraseDe(valider.error)}
      onFermer={onFermer}
      onValider={() =>
        valider.mutate(
          { piece, expireLe: expireLe || null },
          {
            onSuccess: () => {
              dire(textes.validee)
              onFermer()
            },
          },
        )
      }
    >
      <TextInput
        type="date"
        label={piece.echeance_requise ? textes.echeance : textes.echeanceFacultative}
        withAsterisk={piece.echeance_requise}
        value={expireLe}
        onChange={(event) => setExpireLe(event.currentTarget.value)}
      />
    </Dialogue>
  )
}

function Refus({ demandeId, dossier, piece, onFermer }: GesteProps & { dossier: DossierDePieces }) {
  const [code, setCode] = useState<string | null>(null)
  const [precision, setPrecision] = useState('')
  const refuser = useRefuserPiece(demandeId)
  const motif = dossier.motifs_de_refus.find((un) => un.code === code)
  const phrase = [motif?.phrase, precision.trim()].filter(Boolean).join(' ')
  return (
    <Dialogue
      ouvert
      titre={`Refuser : ${piece.type_libelle}`}
      valider="Refuser la pièce"
      attente={refuser.isPending}
      manque={!motif ? textes.manqueMotif : !phrase && textes.manquePrecision}
      erreur={refuser.error && phraseDe(refuser.error)}
      onFermer={onFermer}
      onValider={() =>
        motif &&
        refuser.mutate(
          { piece, motif: motif.code, precision: precision.trim() },
          {
            onSuccess: () => {
              dire(textes.refusee)
              onFermer()
            },
          },
        )
      }
    >
      <p>{textes.refus}</p>
      <Select
        label="Motif du refus"
        withAsterisk
        data={dossier.motifs_de_refus.map(({ code: value, libelle }) => ({ value, label: libelle }))}
        value={code}
        onChange={setCode}
        comboboxProps={{ withinPortal: true }}
      />
      <Textarea label="Précision" maxLength={200} value={precision} onChange={(event) => setPrecision(event.currentTarget.value.replace(/\s+/g, ' '))} />
      {phrase && (
        <p>
          {textes.phraseLue} <q>{phrase}</q>
        </p>
      )}
    </Dialogue>
  )
}

function Retrait({ demandeId, piece, onFermer }: GesteProps) {
  const retirer = useRetirerPiece(demandeId)
  return (
    <Dialogue
      ouvert
      danger
      titre={`Retirer : ${piece.type_libelle}`}
      valider="Retirer la pièce"
      attente={retirer.isPending}
      erreur={retirer.error && phraseDe(retirer.error)}
      onFermer={onFermer}
      onValider={() =>
        retirer.mutate(piece.id, {
          onSuccess: () => {
            dire(textes.retiree)
            onFermer()
          },
        })
      }
    >
      <p>{textes.retirer}</p>
    </Dialogue>
  )
}
