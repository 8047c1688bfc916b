import { Select } from '@mantine/core'
import { useMemo } from 'react'
import { useChoixCommunes } from '@/api/communes.ts'
import styles from './FiltreCommunes.module.css'

interface Props {
  code: string | undefined
  onChange: (code: string | undefined) => void
}

export function FiltreCommunes({ code: choisie, onChange }: Props) {
  const { options, libelleDe, onRecherche } = useChoixCommunes([choisie])
  const data = useMemo(
    () => [
      ...(choisie && !options.some((option) => option.code === choisie) ? [{ value: choisie, label: libelleDe(choisie) }] : []),
      ...options.map(({ code, libelle }) => ({ value: code, label: libelle })),
    ],
    [options, choisie, libelleDe],
  )
  return (
    <Select
      className={styles.filtre}
      size="sm"
      label="Commune souhaitée"
      placeholder="Toutes"
      data={data}
      filter={({ options: proposees }) => proposees}
      value={choisie ?? null}
      onChange={(code) => onChange(code ?? undefined)}
      searchable
      clearable
      onSearchChange={onRecherche}
      nothingFoundMessage="Aucune commune à ce nom"
    />
  )
}
