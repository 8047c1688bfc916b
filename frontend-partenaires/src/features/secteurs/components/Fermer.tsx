import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { SecteurVu } from '@/api/types.ts'
import { dateCourte } from '@/lib/dates.ts'
import { dire } from '@/ui/annonces.ts'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { useFermer } from '../queries.ts'
import { textes } from '../texts.ts'

export function Fermer({ secteur, onFermer }: { secteur: SecteurVu; onFermer: () => void }) {
  const [au, setAu] = useState(secteur.au ?? '')
  const fermer = useFermer()
  return (
    <Dialogue
      ouvert
      danger
      titre={secteur.au ? textes.titreChanger(secteur.nom) : textes.titreFermer(secteur.nom)}
      valider={secteur.au ? 'Enregistrer la date' : 'Fermer le secteur'}
      attente={fermer.isPending}
      manque={au === '' && textes.manqueDu}
      erreur={fermer.error && phraseDe(fermer.error)}
      onFermer={onFermer}
      onValider={() =>
        fermer.mutate(
          { id: secteur.id, au },
          {
            onSuccess: () => {
              dire(textes.fermeDit(secteur.nom, dateCourte(au)))
              onFermer()
            },
          },
        )
      }
    >
      <p>{textes.phraseFermer}</p>
      <TextInput label={textes.au} type="date" withAsterisk value={au} onChange={(event) => setAu(event.currentTarget.value)} />
    </Dialogue>
  )
}
