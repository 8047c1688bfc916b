import { Button, Checkbox } from '@mantine/core'
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
      <Button variant="subtle" size="compact-xs" disabled={valeurs.length === 0} onClick={() => onChange([])}>
        Tout montrer
      </Button>
    </div>
  )
}
