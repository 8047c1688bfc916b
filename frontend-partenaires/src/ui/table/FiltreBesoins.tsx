import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { FiltreListe } from './FiltreListe.tsx'

interface Recherche {
  besoin?: string[] | undefined
  suivi_par?: string | undefined
}

interface Props {
  options: readonly { code: string; libelle: string }[]
  search: Recherche
  filtrer: (changement: Recherche) => void
}

/** What the household declared, and who accompanies it. */
export function FiltreBesoins({ options, search, filtrer }: Props) {
  const [lu, setLu] = useState(search.suivi_par)
  const [saisi, setSaisi] = useState(search.suivi_par ?? '')
  const dire = useDebouncedCallback((suite: string) => filtrer({ suivi_par: suite.trim() || undefined }), 400)
  if (search.suivi_par !== lu) {
    setLu(search.suivi_par)
    if (search.suivi_par === undefined) setSaisi('')
  }
  return (
    <>
      <FiltreListe libelle="Besoins déclarés" options={options} valeurs={search.besoin ?? []} onChange={(v) => filtrer({ besoin: v.length > 0 ? v : undefined })} />
      <TextInput
        size="xs"
        label="Suivi par"
        description="Association ou travailleur social"
        value={saisi}
        onChange={({ currentTarget: { value } }) => {
          setSaisi(value)
          dire(value)
        }}
      />
    </>
  )
}
