import { Select } from '@mantine/core'
import { useMemo } from 'react'
import styles from './FiltreRecherche.module.css'

interface Props {
  libelle: string
  valeur: string | undefined
  onChange: (code: string | undefined) => void
  /** What the server proposes for the letters typed so far. */
  options: readonly { code: string; libelle: string }[]
  libelleDe: (code: string) => string
  onRecherche: (saisie: string) => void
  rien: string
}

/** Keeps the rows of one value among too many to list: they come as one types. */
export function FiltreRecherche({ libelle, valeur, onChange, options, libelleDe, onRecherche, rien }: Props) {
  const data = useMemo(
    () => [
      ...(valeur && !options.some((option) => option.code === valeur) ? [{ value: valeur, label: libelleDe(valeur) }] : []),
      ...options.map((option) => ({ value: option.code, label: option.libelle })),
    ],
    [options, valeur, libelleDe],
  )
  return (
    <Select
      className={styles.filtre}
      size="sm"
      label={libelle}
      placeholder="Toutes"
      data={data}
      filter={({ options: proposees }) => proposees}
      value={valeur ?? null}
      onChange={(code) => onChange(code ?? undefined)}
      searchable
      clearable
      onSearchChange={onRecherche}
      nothingFoundMessage={rien}
    />
  )
}
