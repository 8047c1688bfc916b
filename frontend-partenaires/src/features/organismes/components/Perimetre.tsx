import { Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useChoixCommunes } from '@/api/communes.ts'
import { phraseDe, Problem } from '@/api/problem.ts'
import type { OrganismeVue } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { ListeClassee } from '@/ui/champs/ListeClassee.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { useDelimiter } from '../queries.ts'
import { GUICHET } from '../search-params.ts'
import { textes } from '../texts.ts'

export function Perimetre({ organisme, onFermer }: { organisme: OrganismeVue; onFermer: () => void }) {
  const [guichet, setGuichet] = useState(organisme.code_guichet ?? '')
  const [communes, setCommunes] = useState<string[]>(organisme.communes ?? [])
  const [handicap, setHandicap] = useState(organisme.handicap_seulement)
  const [confirme, setConfirme] = useState(false)
  const choix = useChoixCommunes(communes)
  const delimiter = useDelimiter(organisme.id)
  const aConfirmer = delimiter.error instanceof Problem && delimiter.error.code === 'perimetre-a-confirmer'
  return (
    <Dialogue
      ouvert
      large
      titre={`Périmètre\u00a0: ${organisme.nom}`}
      valider="Enregistrer"
      attente={delimiter.isPending}
      manque={(guichet !== '' && !GUICHET.test(guichet) && 'Le code guichet compte cinq caractères.') || (aConfirmer && !confirme && textes.manqueConfirmation)}
      erreur={delimiter.error && phraseDe(delimiter.error)}
      onFermer={onFermer}
      onValider={() =>
        delimiter.mutate(
          { version: organisme.perimetre_version, code_guichet: guichet || null, communes: communes.length > 0 ? communes : null, handicap_seulement: handicap, confirme_pour_le_sien: confirme },
          {
            onSuccess: () => {
              dire('Le périmètre est enregistré.')
              onFermer()
            },
          },
        )
      }
    >
      <p>{textes.perimetreEffet}</p>
      <TextInput label="Code guichet" description={textes.guichet} maxLength={5} value={guichet} onChange={(event) => setGuichet(event.currentTarget.value.toLocaleUpperCase('fr'))} />
      <ListeClassee libelle="Communes d’intervention" aide={textes.perimetre} ajouter="Ajouter une commune" max={400} valeurs={communes} onChange={setCommunes} {...choix} />
      <Checkbox label={textes.handicapSeulement} description={textes.handicapSeulementAide} checked={handicap} onChange={(event) => setHandicap(event.currentTarget.checked)} />
      {aConfirmer && <Checkbox label={textes.confirmeLeSien} checked={confirme} onChange={(event) => setConfirme(event.currentTarget.checked)} />}
    </Dialogue>
  )
}
