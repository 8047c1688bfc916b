import { Checkbox, MultiSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { DemandeComparable, DoublonDetail } from '@/api/types.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { dire } from '@/ui/annonces.ts'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { useDefaire, useFusionner } from '../queries.ts'
import { REPRISES, textes, type Reprise } from '../texts.ts'

const nom = (cote: DemandeComparable) => (cote.numero_unique ? numeroLisible(cote.numero_unique) : `réf. ${cote.reference}`)

/** Asked once, with what it does and what it keeps: the identity checked, a reason, the sections to take over. */
export function DialogueFusion({ doublon, gardee, onFermer }: { doublon: DoublonDetail; gardee: DemandeComparable; onFermer: () => void }) {
  const autre = doublon.demandes.find(({ demande_id }) => demande_id !== gardee.demande_id)
  const [sections, setSections] = useState<string[]>([])
  const [motif, setMotif] = useState('')
  const [verifiee, setVerifiee] = useState(false)
  const fusionner = useFusionner(doublon)
  return (
    <Dialogue
      ouvert
      large
      danger
      titre={`Garder la demande ${nom(gardee)}`}
      valider="Fusionner les deux demandes"
      attente={fusionner.isPending}
      manque={!verifiee ? textes.manqueIdentite : motif.trim().length < 3 && textes.manqueMotif}
      erreur={fusionner.error && phraseDe(fusionner.error)}
      onFermer={onFermer}
      onValider={() =>
        fusionner.mutate(
          { gardee: gardee.demande_id, sections: sections as Reprise[], motif: motif.trim() },
          {
            onSuccess: () => {
              dire(textes.faite)
              onFermer()
            },
          },
        )
      }
    >
      <p>
        {autre && `La demande ${nom(autre)} la rejoint. `}
        {textes.fusion}
      </p>
      <MultiSelect label={textes.reprendre} description={textes.reprendreAide} data={[...REPRISES]} value={sections} onChange={setSections} clearable />
      <Textarea label={textes.motif} withAsterisk maxLength={1000} value={motif} onChange={(event) => setMotif(event.currentTarget.value)} />
      <Checkbox label={textes.identite} checked={verifiee} onChange={(event) => setVerifiee(event.currentTarget.checked)} />
    </Dialogue>
  )
}

export function DialogueDefaite({ doublon, onFermer }: { doublon: DoublonDetail; onFermer: () => void }) {
  const [motif, setMotif] = useState('')
  const defaire = useDefaire(doublon)
  return (
    <Dialogue
      ouvert
      titre="Défaire la fusion"
      valider="Défaire la fusion"
      attente={defaire.isPending}
      manque={motif.trim().length < 3 && textes.manqueMotif}
      erreur={defaire.error && phraseDe(defaire.error)}
      onFermer={onFermer}
      onValider={() =>
        defaire.mutate(motif.trim(), {
          onSuccess: () => {
            dire(textes.defaite)
            onFermer()
          },
        })
      }
    >
      <p>{textes.defaire}</p>
      <Textarea label={textes.motif} withAsterisk maxLength={1000} value={motif} onChange={(event) => setMotif(event.currentTarget.value)} />
    </Dialogue>
  )
}
