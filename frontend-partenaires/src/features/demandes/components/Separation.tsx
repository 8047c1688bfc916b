import { Checkbox, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { DemandeDetail, SeparationVue } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { BoutonAction } from '@/ui/BoutonAction.tsx'
import { Rang } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { separationsQuery } from '../queries/dossier.ts'
import { useDefaireSeparation } from '../queries/gestes.ts'
import { textes } from '../texts.ts'

/** A separation recorded by mistake is undone here, or says why it no longer can be. */
export function Separation({ demande }: { demande: DemandeDetail }) {
  const [ouverte, setOuverte] = useState<SeparationVue | null>(null)
  const { data = [] } = useQuery(separationsQuery(demande.id))
  return (
    <>
      {data
        .filter(({ defaite_le }) => !defaite_le)
        .map((separation) => (
          <Rang key={separation.id}>
            <span>
              Enregistrée par {separation.par}, sur {separation.justificatif.toLocaleLowerCase('fr')} ; se défait jusqu’au <DateFr iso={separation.annulable_jusqu_au} />.
            </span>
            <BoutonAction size="compact-sm" variant="default" action={separation.action} onClick={() => setOuverte(separation)} />
          </Rang>
        ))}
      {ouverte && <Defaire demande={demande} separation={ouverte} onFermer={() => setOuverte(null)} />}
    </>
  )
}

function Defaire({ demande, separation, onFermer }: { demande: DemandeDetail; separation: SeparationVue; onFermer: () => void }) {
  const [motif, setMotif] = useState('')
  const [accord, setAccord] = useState(false)
  const defaire = useDefaireSeparation()
  return (
    <Dialogue
      ouvert
      danger
      titre="Défaire la séparation"
      valider="Défaire la séparation"
      attente={defaire.isPending}
      manque={motif.trim().length < 3 ? textes.manqueMotifSeparation : !accord && textes.manqueAccord}
      erreur={defaire.error && phraseDe(defaire.error)}
      onFermer={onFermer}
      onValider={() =>
        defaire.mutate(
          { demande, separation, motif: motif.trim() },
          {
            onSuccess: () => {
              dire(textes.separationDefaite)
              onFermer()
            },
          },
        )
      }
    >
      <p>{textes.defaireSeparation}</p>
      <Textarea label="Motif" withAsterisk maxLength={1000} value={motif} onChange={(event) => setMotif(event.currentTarget.value)} />
      <Checkbox label={textes.accordDesDeux} checked={accord} onChange={(event) => setAccord(event.currentTarget.checked)} />
    </Dialogue>
  )
}
