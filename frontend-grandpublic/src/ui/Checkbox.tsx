import { useId, type ReactNode } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox'
import { CheckboxGroup as AriaCheckboxGroup } from 'react-aria-components/CheckboxGroup'
import { FieldError } from 'react-aria-components/FieldError'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { classes } from '../lib/classes.ts'
import style from './Field.module.css'
import type { Option } from './Select.tsx'

const Marque = () => <span className={classes(style.marque, style.carree)} aria-hidden="true" />

export interface CheckboxProps {
  children: ReactNode
  name: string
  value: boolean
  onChange: (value: boolean) => void
  onBlur?: () => void
  id?: string
  aide?: ReactNode
}

export function Checkbox({ children, value, aide, ...champ }: CheckboxProps) {
  const decrite = useId()
  const boite = (
    <AriaCheckbox {...champ} isSelected={value} className={classes(style.option, style.seule)} aria-describedby={aide ? decrite : undefined}>
      <Marque />
      <span>{children}</span>
    </AriaCheckbox>
  )
  if (!aide) return boite
  return (
    <div>
      {boite}
      <p id={decrite} className={style.aide}>
        {aide}
      </p>
    </div>
  )
}

export interface CheckboxGroupProps {
  label: ReactNode
  name: string
  value: readonly string[]
  onChange: (value: string[]) => void
  onBlur?: () => void
  options: readonly Option[]
  id?: string
  aide?: ReactNode
  erreur?: string
  /** Au-delà de ce nombre, les cases non cochées ne se cochent plus, et voici pourquoi. */
  maximum?: { nombre: number; atteint: string }
  cote?: boolean
}

export function CheckboxGroup({ label, aide, erreur, options, value, maximum, cote, ...groupe }: CheckboxGroupProps) {
  const complet = maximum !== undefined && value.length >= maximum.nombre
  const pourquoi = useId()
  return (
    <AriaCheckboxGroup {...groupe} value={[...value]} className={style.champ} isInvalid={erreur !== undefined} validationBehavior="aria">
      <Label className={style.etiquette}>{label}</Label>
      {aide && (
        <Text slot="description" className={style.aide}>
          {aide}
        </Text>
      )}
      <FieldError className={style.erreur}>{erreur}</FieldError>
      <div className={classes(style.options, cote && style.cote)}>
        {options.map((option) => (
          <AriaCheckbox
            key={option.value}
            value={option.value}
            className={style.option}
            isDisabled={complet && !value.includes(option.value)}
            aria-describedby={complet ? pourquoi : undefined}
          >
            <Marque />
            <span>
              {option.label}
              {option.precision && <span className={style.precision}>{option.precision}</span>}
            </span>
          </AriaCheckbox>
        ))}
      </div>
      {maximum && (
        <p id={pourquoi} role="status">
          {complet && maximum.atteint}
        </p>
      )}
    </AriaCheckboxGroup>
  )
}
