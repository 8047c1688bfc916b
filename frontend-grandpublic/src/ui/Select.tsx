import { useId, type ReactNode } from 'react'
import { classes } from '../lib/classes.ts'
import { descriptions, FieldShell } from './FieldShell.tsx'
import style from './Field.module.css'

export interface Option {
  value: string
  label: string
  precision?: string
}

export interface SelectProps {
  label: ReactNode
  name?: string
  value: string
  onChange: (value: string) => void
  onBlur?: () => void
  options: readonly Option[]
  id?: string
  /** La ligne de qui n’a pas encore choisi ; nulle quand il y a toujours un choix. */
  invite?: string | null
  aide?: ReactNode
  erreur?: string
  facultatif?: boolean
  largeur?: 'court' | 'moyen'
}

/** The phone's own list: nothing serves a thumb better. */
export function Select(props: SelectProps) {
  const generated = useId()
  const { label, name, value, onChange, onBlur, options, id = generated, invite = 'Choisissez', aide, erreur, facultatif, largeur } = props
  return (
    <FieldShell id={id} label={label} aide={aide} erreur={erreur} facultatif={facultatif}>
      <select
        id={id}
        name={name}
        value={value}
        className={classes(style.saisie, style.choix, largeur && style[largeur])}
        aria-invalid={erreur ? true : undefined}
        aria-describedby={descriptions(id, aide, erreur)}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
      >
        {invite !== null && <option value="">{invite}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldShell>
  )
}
