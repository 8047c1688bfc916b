import { useState } from 'react'
import { Button } from './Button.tsx'
import { TextField, type TextFieldProps } from './TextField.tsx'

type PasswordFieldProps = Omit<TextFieldProps, 'type' | 'bouton' | 'lignes'>

/** The typed password can be read: on a phone, more lock-outs come from typos than from eyes. */
export function PasswordField(props: PasswordFieldProps) {
  const [visible, montrer] = useState(false)
  return (
    <TextField
      {...props}
      type={visible ? 'text' : 'password'}
      bouton={
        <Button allure="secondaire" onPress={() => montrer(!visible)} aria-label={visible ? 'Cacher le mot de passe' : 'Afficher le mot de passe'}>
          {visible ? 'Cacher' : 'Afficher'}
        </Button>
      }
    />
  )
}
