import { Select, TextInput, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { paths } from '@/api/schema.d.ts'
import type { Codemandeur, DemandeDetail, Personne } from '@/api/types.ts'
import { nomAffiche } from '@/lib/personnes.ts'
import { dire } from '@/ui/annonces.ts'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { useLeverLaProtection, useProteger } from '../queries/gestes.ts'
import { textes } from '../texts.ts'

type MotifProtection = paths['/demandes/{demande_id}/protection']['put']['requestBody']['content']['application/json']['motif']

export function Protection({ demande, qui, onFermer }: { demande: DemandeDetail; qui: Personne | Codemandeur; onFermer: () => void }) {
  const [motif, setMotif] = useState<string | null>(null)
  const [contact, setContact] = useState('')
  const motifs = useNomenclature('motif_protection')
  const proteger = useProteger()
  return (
    <Dialogue
      ouvert
      danger
      titre={`Protéger ${nomAffiche(qui)}`}
      valider="Protéger cette personne"
      attente={proteger.isPending}
      manque={!motif && textes.manqueMotif}
      erreur={proteger.error && phraseDe(proteger.error)}
      onFermer={onFermer}
      onValider={() =>
        proteger.mutate(
          { demande, personne_id: qui.id, motif: motif as MotifProtection, contact: contact.trim() || null },
          {
            onSuccess: () => {
              dire('La personne est protégée.')
              onFermer()
            },
          },
        )
      }
    >
      <p>{textes.protection}</p>
      <Select label="Motif" withAsterisk placeholder="Choisir un motif" data={motifs.map(({ code, libelle }) => ({ value: code, label: libelle }))} value={motif} onChange={setMotif} />
      <TextInput label={textes.protectionContact} value={contact} maxLength={200} onChange={(event) => setContact(event.currentTarget.value)} />
    </Dialogue>
  )
}

export function LeveeDeProtection({ demande, onFermer }: { demande: DemandeDetail; onFermer: () => void }) {
  const [motif, setMotif] = useState('')
  const lever = useLeverLaProtection()
  return (
    <Dialogue
      ouvert
      titre="Lever la protection"
      valider="Lever la protection"
      attente={lever.isPending}
      manque={motif.trim().length < 3 && textes.manqueMotif}
      erreur={lever.error && phraseDe(lever.error)}
      onFermer={onFermer}
      onValider={() =>
        lever.mutate(
          { demande, motif: motif.trim() },
          {
            onSuccess: () => {
              dire('La protection est levée.')
              onFermer()
            },
          },
        )
      }
    >
      <p>{textes.levee}</p>
      <Textarea label="Motif" withAsterisk maxLength={1000} value={motif} onChange={(event) => setMotif(event.currentTarget.value)} />
    </Dialogue>
  )
}
