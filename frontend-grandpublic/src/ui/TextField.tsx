import type { HTMLInputAutoCompleteAttribute, ReactNode, Ref } from 'react'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextArea } from 'react-aria-components/TextArea'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import { classes } from '../lib/classes.ts'
import style from './Field.module.css'

export interface TextFieldProps {
  label: string
  name: string
  value: string
  onChange: (value: string) => void
  onBlur?: () => void
  id?: string
  aide?: ReactNode
  erreur?: string
  facultatif?: boolean
  type?: 'text' | 'email' | 'tel' | 'password' | 'search'
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'search'
  autoComplete?: HTMLInputAutoCompleteAttribute
  maxLength?: number
  largeur?: 'court' | 'moyen'
  suffixe?: string
  lignes?: boolean
  bouton?: ReactNode
  inputRef?: Ref<HTMLInputElement>
}

export function TextField(props: TextFieldProps) {
  const { label, aide, erreur, facultatif, largeur, suffixe, lignes, bouton, inputRef, ...champ } = props
  const className = classes(style.saisie, largeur && style[largeur])
  const saisie = lignes ? <TextArea className={className} /> : <Input className={className} ref={inputRef} spellCheck={false} />
  return (
    <AriaTextField {...champ} className={style.champ} isInvalid={erreur !== undefined} validationBehavior="aria">
      <Label className={style.etiquette}>
        {label} {facultatif && <span className={style.facultatif}>(facultatif)</span>}
      </Label>
      {aide && (
        <Text slot="description" className={style.aide}>
          {aide}
        </Text>
      )}
      <FieldError className={style.erreur}>{erreur}</FieldError>
      {suffixe ? (
        <div className={style.avecSuffixe}>
          {saisie}
          <span className={style.suffixe}>{suffixe}</span>
        </div>
      ) : bouton ? (
        <div className={style.avecBouton}>
          {saisie}
          {bouton}
        </div>
      ) : (
        saisie
      )}
    </AriaTextField>
  )
}
