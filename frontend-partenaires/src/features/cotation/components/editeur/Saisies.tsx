import { NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { textes } from '../../texts.ts'

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

/** Taken at the end of the typing: half a code could be another's. */
export function Code({ libelle = 'Code', code, pris, onRenommer }: { libelle?: string; code: string; pris: (code: string) => boolean; onRenommer: (code: string) => void }) {
  const [saisi, setSaisi] = useState(code)
  const refuse = saisi !== code && pris(saisi)
  return (
    <TextInput
      size="xs"
      label={libelle}
      description="Stable d’une version à l’autre"
      value={saisi}
      maxLength={60}
      error={refuse && textes.codePris}
      onChange={(event) => setSaisi(event.currentTarget.value)}
      onBlur={() => {
        if (saisi.trim() === '' || refuse) setSaisi(code)
        else if (saisi !== code) onRenommer(saisi)
      }}
    />
  )
}
