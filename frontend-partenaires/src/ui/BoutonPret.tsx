import { Button, type ButtonProps } from '@mantine/core'
import { useId, type ComponentPropsWithoutRef } from 'react'
import styles from './BoutonPret.module.css'

interface Props extends ButtonProps, Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps> {
  /** What is still missing, in a sentence: without it the button would be grey and silent. */
  manque: string | false | null | undefined
}

/** Waits for what it needs, and says what that is. */
export function BoutonPret({ manque, ...bouton }: Props) {
  const id = useId()
  return (
    <>
      {manque && (
        <span id={id} className={styles.manque}>
          {manque}
        </span>
      )}
      <Button {...bouton} disabled={Boolean(manque)} aria-describedby={manque ? id : undefined} />
    </>
  )
}
