import { Button, Checkbox, Radio } from '@mantine/core'
import { useId } from 'react'
import styles from './FiltreListe.module.css'

interface Props {
  libelle: string
  options: readonly { code: string; libelle: string }[]
  valeurs: readonly string[]
  onChange: (valeurs: string[]) => void
}

export function FiltreListe({ libelle, options, valeurs, onChange }: Props) {
  const id = useId()
  const basculer = (code: string) => onChange(valeurs.includes(code) ? valeurs.filter((v) => v !== code) : [...valeurs, code])
  return (
    <div role="group" aria-labelledby={id} className={styles.groupe}>
      <p id={id} className={styles.titre}>
        {libelle}
      </p>
      {options.map((option) => (
        <Checkbox key={option.code} size="xs" label={option.libelle} checked={valeurs.includes(option.code)} onChange={() => basculer(option.code)} />
      ))}
      {valeurs.length > 0 && (
        <Button variant="subtle" size="compact-xs" onClick={() => onChange([])}>
          Tout montrer
        </Button>
      )}
    </div>
  )
}

interface UniqueProps {
  libelle: string
  options: Props['options']
  valeur: string | undefined
  onChange: (valeur: string | undefined) => void
}

export function FiltreUnique({ libelle, options, valeur, onChange }: UniqueProps) {
  return (
    <Radio.Group label={libelle} value={valeur ?? ''} onChange={(suite) => onChange(suite || undefined)}>
      <div className={styles.groupe}>
        <Radio size="xs" value="" label="Tous" />
        {options.map((option) => (
          <Radio key={option.code} size="xs" value={option.code} label={option.libelle} />
        ))}
      </div>
    </Radio.Group>
  )
}
