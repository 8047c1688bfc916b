import { Select } from '@mantine/core'
import { useNomenclature, type NomDeListe } from '@/api/nomenclatures.ts'
import type { DemandeDetail } from '@/api/types.ts'

export interface Props {
  demande: DemandeDetail
  onFermer: () => void
}

interface MotifProps {
  liste: NomDeListe
  libelle?: string
  valeur: string | null
  onChange: (motif: string | null) => void
}

export function Motif({ liste, libelle = 'Motif', valeur, onChange }: MotifProps) {
  const motifs = useNomenclature(liste)
  return (
    <Select
      label={libelle}
      withAsterisk
      placeholder="Choisir"
      data={motifs.map(({ code, libelle }) => ({ value: code, label: libelle }))}
      value={valeur}
      onChange={onChange}
      comboboxProps={{ withinPortal: true }}
    />
  )
}
