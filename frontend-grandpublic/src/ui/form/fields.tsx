import type { ReactNode } from 'react'
import { useController, useFormContext } from 'react-hook-form'
import { idDuChamp } from '../champ.ts'
import { useAide } from './aides.ts'
import { Checkbox, CheckboxGroup, type CheckboxGroupProps, type CheckboxProps } from '../Checkbox.tsx'
import { DateField, type DateFieldProps } from '../DateField.tsx'
import { PasswordField } from '../PasswordField.tsx'
import { RadioGroup, type RadioGroupProps } from '../RadioGroup.tsx'
import { Select, type SelectProps } from '../Select.tsx'
import { TextField, type TextFieldProps } from '../TextField.tsx'

type Liee<P> = Omit<P, 'value' | 'onChange' | 'onBlur' | 'erreur' | 'id' | 'name'> & { name: string }

/** The state of one field of the form around it: value, change, error, and the id that the error summary aims at. */
function useChamp<V>({ name, aide: dite }: { name: string; aide?: ReactNode }) {
  const { control } = useFormContext()
  const { field, fieldState } = useController({ name, control })
  const connue = useAide(name)
  const aide = dite ?? connue
  return {
    ...(aide && { aide }),
    name,
    id: idDuChamp(name),
    value: field.value as V,
    onChange: field.onChange as (value: V) => void,
    onBlur: field.onBlur,
    erreur: fieldState.error?.message,
  }
}

export function FormText(props: Liee<TextFieldProps>) {
  const champ = useChamp<string>(props)
  return <TextField {...props} {...champ} />
}

export function FormPassword(props: Liee<TextFieldProps>) {
  const champ = useChamp<string>(props)
  return <PasswordField {...props} {...champ} />
}

export function FormSelect(props: Liee<SelectProps>) {
  const champ = useChamp<string>(props)
  return <Select {...props} {...champ} />
}

export function FormRadio(props: Liee<RadioGroupProps>) {
  const champ = useChamp<string>(props)
  return <RadioGroup {...props} {...champ} />
}

export function FormDate(props: Liee<DateFieldProps>) {
  const champ = useChamp<string>(props)
  return <DateField {...props} {...champ} />
}

export function FormCheckboxes(props: Liee<CheckboxGroupProps>) {
  const champ = useChamp<string[]>(props)
  return <CheckboxGroup {...props} {...champ} />
}

export function FormCheckbox(props: Liee<CheckboxProps>) {
  const { name, id, aide, value, onChange, onBlur } = useChamp<boolean>(props)
  return (
    <Checkbox name={name} id={id} aide={aide} value={value} onChange={onChange} onBlur={onBlur}>
      {props.children}
    </Checkbox>
  )
}

const OUI_NON = [
  { value: 'oui', label: 'Oui' },
  { value: 'non', label: 'Non' },
]

/** Une question fermée : rien n’est coché d’avance, ne pas répondre n’est pas dire non. */
export function FormOuiNon(props: Omit<Liee<RadioGroupProps>, 'options' | 'cote'>) {
  return <FormRadio {...props} options={OUI_NON} cote />
}
