import type { ReactNode } from 'react'
import { FieldError } from 'react-aria-components/FieldError'
import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup as AriaRadioGroup } from 'react-aria-components/RadioGroup'
import { Text } from 'react-aria-components/Text'
import { classes } from '../lib/classes.ts'
import style from './Field.module.css'
import type { Option } from './Select.tsx'

export interface RadioGroupProps {
  label: ReactNode
  name: string
  value: string
  onChange: (value: string) => void
  onBlur?: () => void
  options: readonly Option[]
  id?: string
  aide?: ReactNode
  erreur?: string
  facultatif?: boolean
  cote?: boolean
}

export function RadioGroup({ label, aide, erreur, facultatif, options, cote, ...groupe }: RadioGroupProps) {
  return (
    <AriaRadioGroup {...groupe} value={groupe.value || null} className={style.champ} isInvalid={erreur !== undefined} validationBehavior="aria">
      <Label className={style.etiquette}>
        {label} {facultatif && <span className={style.facultatif}>(facultatif)</span>}
      </Label>
      {aide && (
        <Text slot="description" className={style.aide}>
          {aide}
        </Text>
      )}
      <FieldError className={style.erreur}>{erreur}</FieldError>
      <div className={classes(style.options, cote && style.cote)}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className={style.option}>
            <span className={classes(style.marque, style.ronde)} aria-hidden="true" />
            <span>
              {option.label}
              {option.precision && <span className={style.precision}>{option.precision}</span>}
            </span>
          </Radio>
        ))}
      </div>
    </AriaRadioGroup>
  )
}
