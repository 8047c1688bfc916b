import { Select, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import type { Source } from '@/api/types.ts'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { textes } from '../texts.ts'

export interface SourceDite {
  source: Source
  accord_le: string | null
}

export const DITE_PAR_LA_PERSONNE: SourceDite = { source: 'demandeur', accord_le: null }

interface Props {
  valeur: SourceDite
  onChange: (dite: SourceDite) => void
}

/** Who gave what changes: the file keeps it, and a third party needs the applicant's agreement. */
export function SourceField({ valeur, onChange }: Props): ReactElement {
  const sources = useNomenclature('source_de_modification')
  return (
    <Rangee colonnes={4}>
      <Select
        label="Qui a fourni ces informations"
        allowDeselect={false}
        data={sources.map(({ code, libelle }) => ({ value: code, label: libelle }))}
        value={valeur.source}
        onChange={(source) => source && onChange({ source: source as Source, accord_le: null })}
      />
      {valeur.source === 'tiers' && (
        <TextInput type="date" label="Accord recueilli le" description={textes.accord} withAsterisk value={valeur.accord_le ?? ''} onChange={(event) => onChange({ ...valeur, accord_le: event.currentTarget.value || null })} />
      )}
    </Rangee>
  )
}
