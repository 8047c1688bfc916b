import { Select } from '@mantine/core'
import { useController, type Control, type FieldPath, type FieldValues } from 'react-hook-form'
import { useMarques } from '../marques.tsx'
import type { OptionDeListe } from './Champs.tsx'

interface Props<F extends FieldValues> {
  control: Control<F>
  name: FieldPath<F>
  label: string
  requis?: boolean
  /** What the server proposes for the letters typed so far. */
  options: readonly OptionDeListe[]
  /** The name of the value already there, which the proposals may not hold. */
  libelleDe: (code: string) => string
  onRecherche: (saisie: string) => void
  rien: string
}

/** One value among too many to list: they come as one types. */
export function ChampRecherche<F extends FieldValues>({ control, name, label, requis, options, libelleDe, onRecherche, rien }: Props<F>) {
  const {
    field: { ref, value, onChange, onBlur },
    fieldState,
  } = useController({ control, name })
  const { marquee, cachee } = useMarques()
  const valeur = (value as string | null | undefined) || null
  const data = options.map(({ code, libelle }) => ({ value: code, label: libelle }))
  if (valeur && !options.some(({ code }) => code === valeur)) data.unshift({ value: valeur, label: libelleDe(valeur) })
  if (cachee(name)) return null
  return (
    <Select
      id={name}
      name={name}
      {...(marquee(name) && { wrapperProps: { 'data-cerfa': true }, 'aria-description': 'Champ du Cerfa' })}
      ref={ref}
      label={label}
      withAsterisk={requis}
      size="sm"
      searchable
      clearable={!requis}
      data={data}
      // the server has already searched, without accents and by postcode: nothing to filter again
      filter={({ options: proposees }) => proposees}
      value={valeur}
      onChange={onChange}
      onBlur={onBlur}
      onSearchChange={onRecherche}
      error={fieldState.error?.message}
      nothingFoundMessage={rien}
    />
  )
}
