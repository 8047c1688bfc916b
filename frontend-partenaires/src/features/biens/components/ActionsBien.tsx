import { Select, Textarea, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import type { BienDetail } from '@/api/types.ts'
import { aujourdhui } from '@/lib/dates.ts'
import { dire } from '@/ui/annonces.ts'
import { Actions } from '@/ui/Actions.tsx'
import { BoutonLien } from '@/ui/BoutonLien.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { useLibererBien, useRetirerBien, type MotifRetrait } from '../queries.ts'
import { textes } from '../texts.ts'

export function ActionsBien({ bien }: { bien: BienDetail }) {
  const [geste, setGeste] = useState<'liberer' | 'retirer' | null>(null)
  const navigate = useNavigate()
  const peutPublier = usePeut('annonces:ecrire')
  const params = { bienId: bien.id }
  const gestes: Readonly<Record<string, () => void>> = {
    modifier: () => void navigate({ to: '/biens/$bienId/modifier', params }),
    relouer: () => void navigate({ to: '/biens/$bienId/relouer', params }),
    liberer: () => setGeste('liberer'),
    retirer: () => setGeste('retirer'),
  }
  const fermer = () => setGeste(null)
  return (
    <>
      {bien.annonce_id ? (
        <BoutonLien to="/annonces/$annonceId" params={{ annonceId: bien.annonce_id }} variant="default" size="compact-md">
          Voir l’annonce
        </BoutonLien>
      ) : (
        peutPublier && (
          <BoutonLien to="/annonces/nouvelle" search={{ bien_id: bien.id }} variant="default" size="compact-md">
            Publier une annonce
          </BoutonLien>
        )
      )}
      <Actions actions={bien.actions} gestes={gestes} />
      {geste === 'liberer' && <Liberation bien={bien} onFermer={fermer} />}
      {geste === 'retirer' && <Retrait bien={bien} onFermer={fermer} />}
    </>
  )
}

interface Props {
  bien: BienDetail
  onFermer: () => void
}

function Liberation({ bien, onFermer }: Props) {
  const [libere_le, setLibere] = useState(aujourdhui())
  const liberer = useLibererBien()
  return (
    <Dialogue
      ouvert
      titre="Déclarer la libération"
      valider="Déclarer la libération"
      attente={liberer.isPending}
      manque={!libere_le && 'Saisissez la date de libération.'}
      erreur={liberer.error && phraseDe(liberer.error)}
      onFermer={onFermer}
      onValider={() =>
        liberer.mutate(
          { bien, libere_le },
          {
            onSuccess: () => {
              dire('Le logement est libre.')
              onFermer()
            },
          },
        )
      }
    >
      <p>{textes.liberation}</p>
      <TextInput type="date" label="Libéré le" withAsterisk value={libere_le} onChange={(event) => setLibere(event.currentTarget.value)} />
    </Dialogue>
  )
}

function Retrait({ bien, onFermer }: Props) {
  const motifs = useNomenclature('motif_retrait')
  const [motif, setMotif] = useState<string | null>(null)
  const [precision, setPrecision] = useState('')
  const retirer = useRetirerBien()
  return (
    <Dialogue
      ouvert
      danger
      titre="Retirer de la location"
      valider="Retirer"
      attente={retirer.isPending}
      manque={!motif && 'Choisissez un motif.'}
      erreur={retirer.error && phraseDe(retirer.error)}
      onFermer={onFermer}
      onValider={() =>
        motif &&
        retirer.mutate(
          { bien, motif: motif as MotifRetrait, precision: precision.trim() },
          {
            onSuccess: () => {
              dire('Le logement est retiré de la location.')
              onFermer()
            },
          },
        )
      }
    >
      <p>{textes.retrait}</p>
      <Select label="Motif" withAsterisk placeholder="Choisir un motif" data={motifs.map((m) => ({ value: m.code, label: m.libelle }))} value={motif} onChange={setMotif} />
      <Textarea label="Précision" maxLength={1000} value={precision} onChange={(event) => setPrecision(event.currentTarget.value)} />
    </Dialogue>
  )
}
