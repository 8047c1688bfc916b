import { Checkbox, MultiSelect, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { useId, useState, type HTMLInputAutoCompleteAttribute, type ReactNode } from 'react'
import { useController, type Control, type FieldPath, type FieldValues } from 'react-hook-form'
import { useMarques } from '../marques.tsx'

export interface OptionDeListe {
  code: string
  libelle: string
}

interface ChampProps<F extends FieldValues> {
  control: Control<F>
  name: FieldPath<F>
  label: string
  aide?: string
  requis?: boolean
  desactive?: boolean
  className?: string
}

/** What every field has in common: its id is its name, so that an error summary can lead to it. */
function useChamp<F extends FieldValues>({ control, name, label, aide, requis, desactive, className }: ChampProps<F>) {
  const { field, fieldState } = useController({ control, name })
  const { value, onChange, onBlur, ref } = field
  const { marquee, cachee } = useMarques()
  const marque = marquee(name)
  return {
    value: value as unknown,
    onChange,
    cache: cachee(name),
    commun: {
      id: name,
      name,
      ref,
      onBlur,
      label,
      description: aide,
      error: fieldState.error?.message,
      withAsterisk: requis,
      required: false,
      'aria-required': requis,
      disabled: desactive,
      className,
      ...(marque && { wrapperProps: { 'data-cerfa': true }, 'aria-description': 'Champ du Cerfa' }),
    },
  }
}

interface TexteProps<F extends FieldValues> extends ChampProps<F> {
  type?: 'text' | 'email' | 'tel' | 'date' | 'datetime-local'
  autoComplete?: HTMLInputAutoCompleteAttribute
  inputMode?: 'text' | 'numeric' | 'email' | 'tel'
  maxLength?: number
  majuscules?: boolean
  placeholder?: string
  min?: string
  max?: string
}

export function ChampTexte<F extends FieldValues>(props: TexteProps<F>) {
  const { value, onChange, commun, cache } = useChamp(props)
  if (cache) return null
  return (
    <TextInput
      {...commun}
      type={props.type ?? 'text'}
      autoComplete={props.autoComplete ?? 'off'}
      inputMode={props.inputMode}
      maxLength={props.maxLength}
      placeholder={props.placeholder}
      min={props.min}
      max={props.max}
      value={(value as string | null) ?? ''}
      onChange={(event) => onChange(texteOuRien(props.majuscules ? event.currentTarget.value.toLocaleUpperCase('fr') : event.currentTarget.value))}
    />
  )
}

const texteOuRien = (texte: string) => (texte === '' ? null : texte)

export function ChampDate<F extends FieldValues>(props: Omit<TexteProps<F>, 'type'>) {
  return <ChampTexte {...props} type="date" />
}

export function ChampSecret<F extends FieldValues>(props: ChampProps<F> & { autoComplete: 'current-password' | 'new-password' }) {
  const { value, onChange, commun, cache } = useChamp(props)
  if (cache) return null
  return (
    <PasswordInput
      {...commun}
      autoComplete={props.autoComplete}
      value={(value as string | null) ?? ''}
      onChange={(event) => onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': 'Montrer ou cacher la phrase de passe', tabIndex: 0 }}
    />
  )
}

interface NombreProps<F extends FieldValues> extends ChampProps<F> {
  unite?: string
  decimales?: boolean
}

/** A comma is a decimal point; what is not a number is kept as typed so that the schema can say it. */
export function ChampNombre<F extends FieldValues>({ unite, decimales, ...props }: NombreProps<F>) {
  const { value, onChange, commun, cache } = useChamp(props)
  const [saisie, setSaisie] = useState<string | null>(null)
  if (cache) return null
  const affiche = saisie ?? (typeof value === 'number' || typeof value === 'string' ? String(value).replace('.', ',') : '')
  return (
    <TextInput
      {...commun}
      inputMode={decimales ? 'decimal' : 'numeric'}
      autoComplete="off"
      value={affiche}
      rightSection={unite ? <span aria-hidden="true">{unite}</span> : undefined}
      rightSectionPointerEvents="none"
      onChange={(event) => {
        const texte = event.currentTarget.value
        setSaisie(texte)
        const lu = texte.replace(/[\s\u202f\u00a0]/g, '').replace(',', '.')
        onChange(lu === '' ? null : Number.isNaN(Number(lu)) ? texte : Number(lu))
      }}
      onBlur={() => {
        setSaisie(null)
        commun.onBlur()
      }}
    />
  )
}

interface ListeProps<F extends FieldValues> extends ChampProps<F> {
  options: readonly OptionDeListe[]
  vide?: string
}

export function ChampListe<F extends FieldValues>({ options, vide = 'Choisir…', ...props }: ListeProps<F>) {
  const { value, onChange, commun, cache } = useChamp(props)
  if (cache) return null
  return (
    <NativeSelect
      {...commun}
      value={(value as string | null) ?? ''}
      data={[{ value: '', label: vide }, ...options.map(({ code, libelle }) => ({ value: code, label: libelle }))]}
      onChange={(event) => onChange(texteOuRien(event.currentTarget.value))}
    />
  )
}

export function ChampMultiple<F extends FieldValues>({ options, max, ...props }: Omit<ListeProps<F>, 'vide'> & { max?: number }) {
  const { value, onChange, commun, cache } = useChamp(props)
  if (cache) return null
  return (
    <MultiSelect
      {...commun}
      data={options.map(({ code, libelle }) => ({ value: code, label: libelle }))}
      value={(value as string[] | null) ?? []}
      onChange={onChange}
      maxValues={max}
      searchable
      hidePickedOptions
      nothingFoundMessage="Aucun résultat"
    />
  )
}

export function ChampZone<F extends FieldValues>(props: ChampProps<F> & { maxLength?: number }) {
  const { value, onChange, commun, cache } = useChamp(props)
  if (cache) return null
  return <Textarea {...commun} maxLength={props.maxLength} value={(value as string | null) ?? ''} onChange={(event) => onChange(event.currentTarget.value)} />
}

export function ChampCase<F extends FieldValues>(props: ChampProps<F>) {
  const { value, onChange, commun, cache } = useChamp(props)
  const { withAsterisk: _, ...reste } = commun
  if (cache) return null
  return <Checkbox {...reste} checked={Boolean(value)} onChange={(event) => onChange(event.currentTarget.checked)} />
}

/** Fields that go together, with their common name. */
export function GroupeDeChamps({ titre, children, className }: { titre: string; children: ReactNode; className?: string }) {
  const id = useId()
  return (
    <div role="group" aria-labelledby={id} className={className}>
      <h3 id={id}>{titre}</h3>
      {children}
    </div>
  )
}
