import { NumberInput, TextInput } from '@mantine/core'

interface NombreProps {
  libelle: string
  valeur: number | null | undefined
  onChange: (valeur: number | undefined) => void
  unite?: string | null | undefined
  decimales?: number
  min?: number | undefined
  aide?: string
}

/** A number that may be left out. */
export function Nombre({ libelle, valeur, onChange, unite, decimales = 0, min, aide }: NombreProps) {
  return (
    <NumberInput
      size="xs"
      label={libelle}
      description={aide}
      value={valeur ?? ''}
      onChange={(lu) => onChange(typeof lu === 'number' ? lu : lu === '' || Number.isNaN(Number(lu)) ? undefined : Number(lu))}
      decimalScale={decimales}
      decimalSeparator=","
      min={min}
      suffix={unite ? `\u00a0${unite}` : ''}
      hideControls
    />
  )
}

interface TexteProps {
  libelle: string
  valeur: string | undefined
  onChange: (valeur: string) => void
  aide?: string
  max?: number
}

export function Texte({ libelle, valeur, onChange, aide, max = 200 }: TexteProps) {
  return <TextInput size="xs" label={libelle} description={aide} value={valeur ?? ''} maxLength={max} onChange={(event) => onChange(event.currentTarget.value)} />
}
