import { NativeSelect, NumberInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import type { DemandesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'
import styles from './FiltrePoints.module.css'

export const BORNES = ['points_min', 'points_max', 'axe_min', 'axe_max'] as const
type Borne = (typeof BORNES)[number]

interface Props {
  search: DemandesSearch
  filtrer: (changement: Partial<DemandesSearch>) => void
}

/** The points from so many to so many: in all, and in one block of the grid. */
export function FiltrePoints({ search, filtrer }: Props) {
  const borne = (nom: Borne, libelle: string) => <Points libelle={libelle} valeur={search[nom]} onChange={(valeur) => filtrer({ [nom]: valeur })} />
  return (
    <div className={styles.filtre}>
      <fieldset className={styles.bornes}>
        <legend>{textes.totalCote}</legend>
        {borne('points_min', textes.pointsMin)}
        {borne('points_max', textes.pointsMax)}
      </fieldset>
      <fieldset className={styles.bornes}>
        <legend>{textes.axeCote}</legend>
        <NativeSelect size="xs" label={textes.axe} value={String(search.axe ?? 1)} data={textes.axes.map((label, rang) => ({ value: String(rang + 1), label }))} onChange={({ currentTarget: { value } }) => filtrer({ axe: value === '1' ? undefined : Number(value) })} />
        {borne('axe_min', textes.axeMin)}
        {borne('axe_max', textes.axeMax)}
      </fieldset>
    </div>
  )
}

/** The list follows at the end of the typing. */
function Points({ libelle, valeur, onChange }: { libelle: string; valeur: number | undefined; onChange: (valeur: number | undefined) => void }) {
  const [lue, setLue] = useState(valeur)
  const [saisi, setSaisi] = useState<number | ''>(valeur ?? '')
  const dire = useDebouncedCallback((suite: number | '') => onChange(suite === '' ? undefined : suite), 400)
  if (valeur !== lue) {
    setLue(valeur)
    if (valeur === undefined) setSaisi('')
  }
  return (
    <NumberInput
      size="xs"
      label={libelle}
      value={saisi}
      decimalScale={0}
      hideControls
      onChange={(lu) => {
        const suite = typeof lu === 'number' ? lu : ''
        setSaisi(suite)
        dire(suite)
      }}
    />
  )
}
