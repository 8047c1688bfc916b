import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { usePeut } from '@/api/session.ts'
import { FiltreListe } from '@/ui/table/FiltreListe.tsx'
import type { DemandesSearch } from '../search-params.ts'

interface Props {
  search: DemandesSearch
  filtrer: (changement: Partial<DemandesSearch>) => void
}

/** What the household declared, and who accompanies it. Health is not guessed by who may not read it. */
export function FiltreBesoins({ search, filtrer }: Props) {
  const sensible = usePeut('demandes:sensible')
  const options = useNomenclature('besoin').filter(({ code }) => sensible || code !== 'handicap')
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
