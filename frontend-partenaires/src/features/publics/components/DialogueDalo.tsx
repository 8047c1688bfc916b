import { Checkbox, MultiSelect, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { DaloBody, DecisionDaloVue } from '@/api/types.ts'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { dire } from '@/ui/annonces.ts'
import { useEnregistrerDalo } from '../queries.ts'
import { textes } from '../texts.ts'

interface Props {
  demandeId: string
  decision: DecisionDaloVue | null
  onFermer: () => void
}

export function DialogueDalo({ demandeId, decision, onFermer }: Props) {
  const [statut, setStatut] = useState<DaloBody['statut']>(decision?.statut ?? 'ACTIF')
  const [numero, setNumero] = useState(decision?.numero_recours ?? '')
  const [decidee, setDecidee] = useState(decision?.decidee_le ?? '')
  const [avant, setAvant] = useState(decision?.a_loger_avant_le ?? '')
  const [types, setTypes] = useState<string[]>(decision?.typologies ?? [])
  const [diagnostic, setDiagnostic] = useState(decision?.diagnostic_social ?? false)
  const [accompagnement, setAccompagnement] = useState(decision?.accompagnement_social ?? false)
  const statuts = useNomenclature('statut_dalo')
  const typologies = useNomenclature('typologie')
  const enregistrer = useEnregistrerDalo(demandeId)
  return (
    <Dialogue
      ouvert
      large
      titre="Décision de la commission de médiation"
      valider="Enregistrer la décision"
      attente={enregistrer.isPending}
      manque={statut !== 'NON' && decidee === '' && textes.manqueDecision}
      erreur={enregistrer.error && phraseDe(enregistrer.error)}
      onFermer={onFermer}
      onValider={() =>
        enregistrer.mutate(
          {
            statut,
            numero_recours: numero.trim() || null,
            decidee_le: decidee || null,
            a_loger_avant_le: avant || null,
            diagnostic_social: diagnostic,
            accompagnement_social: accompagnement,
            typologies: types as NonNullable<DaloBody['typologies']>,
          },
          {
            onSuccess: () => {
              dire('La décision est enregistrée.')
              onFermer()
            },
          },
        )
      }
    >
      <p>{textes.dalo}</p>
      <Rangee>
        <Select
          label="Décision"
          withAsterisk
          allowDeselect={false}
          data={statuts.map(({ code, libelle }) => ({ value: code, label: libelle }))}
          value={statut}
          onChange={(code) => code && setStatut(code as DaloBody['statut'])}
          comboboxProps={{ withinPortal: true }}
        />
        <TextInput label="Numéro de recours" maxLength={40} value={numero} onChange={(event) => setNumero(event.currentTarget.value)} />
      </Rangee>
      <Rangee>
        <TextInput type="date" label="Décidée le" value={decidee} onChange={(event) => setDecidee(event.currentTarget.value)} />
        <TextInput type="date" label="À loger avant le" value={avant} onChange={(event) => setAvant(event.currentTarget.value)} />
      </Rangee>
      <MultiSelect label="Logement reconnu" data={typologies.map(({ code, libelle }) => ({ value: code, label: libelle }))} value={types} onChange={setTypes} comboboxProps={{ withinPortal: true }} />
      <Checkbox label="Un diagnostic social est demandé" checked={diagnostic} onChange={(event) => setDiagnostic(event.currentTarget.checked)} />
      <Checkbox label="Un accompagnement social est demandé" checked={accompagnement} onChange={(event) => setAccompagnement(event.currentTarget.checked)} />
    </Dialogue>
  )
}
