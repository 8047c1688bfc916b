import { MultiSelect, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { EpciSuivi, RendezVousBody } from '@/api/types.ts'
import { versInstant } from '@/lib/dates.ts'
import { dire } from '@/ui/annonces.ts'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { usePlanifier } from '../queries.ts'
import { textes } from '../texts.ts'

/** A date, a place, and who is invited there. */
export function Planifier({ epcis, onFermer }: { epcis: readonly EpciSuivi[]; onFermer: () => void }) {
  const [cle] = useState(() => crypto.randomUUID())
  const [sorte, setSorte] = useState<RendezVousBody['sorte']>('webinaire')
  const [titre, setTitre] = useState('')
  const [debut, setDebut] = useState('')
  const [ou, setOu] = useState('')
  const [choisis, setChoisis] = useState<string[]>([])
  const planifier = usePlanifier(cle)
  const manque = titre.trim() === '' ? textes.manqueTitre : debut === '' ? textes.manqueDebut : ou.trim() === '' ? textes.manqueOu : null
  return (
    <Dialogue
      ouvert
      large
      titre="Planifier un rendez-vous"
      valider="Planifier et inviter"
      attente={planifier.isPending}
      manque={manque}
      erreur={planifier.error && phraseDe(planifier.error)}
      onFermer={onFermer}
      onValider={() =>
        planifier.mutate(
          { sorte, titre: titre.trim(), debut: versInstant(debut), ou: ou.trim(), epcis: choisis },
          {
            onSuccess: () => {
              dire(textes.planifie)
              onFermer()
            },
          },
        )
      }
    >
      <Rangee>
        <NativeSelect
          label="Sorte"
          value={sorte}
          data={[
            { value: 'webinaire', label: 'Webinaire' },
            { value: 'reunion', label: 'Réunion' },
          ]}
          onChange={(event) => setSorte(event.currentTarget.value as RendezVousBody['sorte'])}
        />
        <TextInput label="Jour et heure" type="datetime-local" withAsterisk value={debut} onChange={(event) => setDebut(event.currentTarget.value)} />
      </Rangee>
      <TextInput label="Sujet" withAsterisk value={titre} onChange={(event) => setTitre(event.currentTarget.value)} />
      <TextInput label={textes.ou} withAsterisk value={ou} onChange={(event) => setOu(event.currentTarget.value)} />
      <MultiSelect label={textes.invitesLibelle} description={textes.invitesAide} data={epcis.map((e) => ({ value: e.epci, label: e.epci_nom, disabled: e.acteurs.length === 0 }))} value={choisis} onChange={setChoisis} searchable clearable />
    </Dialogue>
  )
}
