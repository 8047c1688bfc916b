import { Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { LabelVue, PrioritesDeLaDemande } from '@/api/types.ts'
import { aujourdhui } from '@/lib/dates.ts'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { dire } from '@/ui/annonces.ts'
import { usePoserLabel, useRetirerLabel } from '../queries.ts'
import { textes } from '../texts.ts'

interface Props {
  demandeId: string
  onFermer: () => void
}

export function DialoguePose({ demandeId, choix, onFermer }: Props & { choix: PrioritesDeLaDemande['a_poser'] }) {
  const [code, setCode] = useState<string | null>(null)
  const [motif, setMotif] = useState('')
  const [depuis, setDepuis] = useState(aujourdhui())
  const [jusque, setJusque] = useState('')
  const poser = usePoserLabel(demandeId)
  const duree = choix.find((c) => c.code === code)?.validite_mois
  return (
    <Dialogue
      ouvert
      large
      titre="Poser un label"
      valider="Poser le label"
      attente={poser.isPending}
      manque={!code ? textes.manqueLabel : motif.trim() === '' && textes.manqueMotif}
      erreur={poser.error && phraseDe(poser.error)}
      onFermer={onFermer}
      onValider={() =>
        code &&
        poser.mutate(
          { code, motif: motif.trim(), depuis, expire_le: jusque || null },
          {
            onSuccess: () => {
              dire('Le label est posé : la cotation et les listes en tiennent compte.')
              onFermer()
            },
          },
        )
      }
    >
      <p>{textes.poser}</p>
      <Select label="Label" withAsterisk searchable placeholder="Choisir un label" data={choix.map((c) => ({ value: c.code, label: c.libelle }))} value={code} onChange={setCode} comboboxProps={{ withinPortal: true }} />
      <Textarea label="Ce qui l’atteste" withAsterisk maxLength={2000} value={motif} onChange={(event) => setMotif(event.currentTarget.value)} />
      <Rangee>
        <TextInput type="date" label="Depuis le" withAsterisk value={depuis} onChange={(event) => setDepuis(event.currentTarget.value)} />
        <TextInput type="date" label="Jusqu’au" description={duree ? `Sinon ${duree} mois, la durée fixée par le département.` : 'Sinon sans terme.'} value={jusque} onChange={(event) => setJusque(event.currentTarget.value)} />
      </Rangee>
    </Dialogue>
  )
}

export function DialogueRetrait({ demandeId, label, onFermer }: Props & { label: LabelVue }) {
  const [motif, setMotif] = useState('')
  const retirer = useRetirerLabel(demandeId)
  return (
    <Dialogue
      ouvert
      danger
      titre={`Retirer « ${label.libelle} »`}
      valider="Retirer le label"
      attente={retirer.isPending}
      manque={motif.trim() === '' && textes.manqueRaison}
      erreur={retirer.error && phraseDe(retirer.error)}
      onFermer={onFermer}
      onValider={() =>
        retirer.mutate(
          { labelId: label.id, motif: motif.trim() },
          {
            onSuccess: () => {
              dire('Le label est retiré.')
              onFermer()
            },
          },
        )
      }
    >
      <p>{textes.retirer}</p>
      <Textarea label="Raison" withAsterisk maxLength={2000} value={motif} onChange={(event) => setMotif(event.currentTarget.value)} />
    </Dialogue>
  )
}
