import { MultiSelect } from '@mantine/core'
import { useMemo } from 'react'
import { useChoixCommunes } from '@/api/communes.ts'
import styles from './FiltreCommunes.module.css'

interface Props {
  codes: readonly string[]
  onChange: (codes: string[]) => void
}

export function FiltreCommunes({ codes, onChange }: Props) {
  const { options, libelleDe, onRecherche } = useChoixCommunes(codes)
  const data = useMemo(
    () => [
      ...codes.filter((code) => !options.some((option) => option.code === code)).map((code) => ({ value: code, label: libelleDe(code) })),
      ...options.map(({ code, libelle }) => ({ value: code, label: libelle })),
    ],
    [options, codes, libelleDe],
  )
  return (
    <MultiSelect
      className={styles.filtre}
      size="sm"
      label="Communes souhaitées"
      placeholder={codes.length === 0 ? 'Toutes' : undefined}
      data={data}
      filter={({ options: proposees }) => proposees}
      value={[...codes]}
      onChange={onChange}
      searchable
      onSearchChange={onRecherche}
      hidePickedOptions
      nothingFoundMessage="Aucune commune à ce nom"
    />
  )
}
