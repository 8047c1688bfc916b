import { MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { useCommunes, useNomsCommunes } from '@/api/communes.ts'
import styles from './FiltreCommunes.module.css'

interface Props {
  codes: readonly string[]
  onChange: (codes: string[]) => void
}

export function FiltreCommunes({ codes, onChange }: Props) {
  const [saisie, setSaisie] = useState('')
  const [q] = useDebouncedValue(saisie, 150)
  const { communes } = useCommunes(q)
  const noms = useNomsCommunes(codes)
  const options = useMemo(() => {
    const trouvees = communes.map((commune) => ({ value: commune.code, label: commune.nom }))
    const choisies = codes.filter((code) => !communes.some((commune) => commune.code === code)).map((code) => ({ value: code, label: noms(code) }))
    return [...choisies, ...trouvees]
  }, [communes, codes, noms])
  return (
    <MultiSelect
      className={styles.filtre}
      size="sm"
      label="Communes souhaitées"
      placeholder={codes.length === 0 ? 'Toutes' : undefined}
      data={options}
      value={[...codes]}
      onChange={onChange}
      searchable
      searchValue={saisie}
      onSearchChange={setSaisie}
      hidePickedOptions
      nothingFoundMessage="Aucune commune à ce nom"
    />
  )
}
