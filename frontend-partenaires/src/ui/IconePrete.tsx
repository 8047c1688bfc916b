import { ActionIcon, type ActionIconProps } from '@mantine/core'
import { useId, type ComponentPropsWithoutRef } from 'react'

interface Props extends Omit<ActionIconProps, 'disabled'>, Omit<ComponentPropsWithoutRef<'button'>, keyof ActionIconProps | 'disabled'> {
  'aria-label': string
  /** Why it can do nothing here, in a sentence. */
  manque: string | false | null | undefined
}

/** An arrow at the end of its course keeps the focus, and says why it goes no further. */
export function IconePrete({ manque, onClick, ...icone }: Props) {
  const id = useId()
  if (!manque) return <ActionIcon {...icone} onClick={onClick} />
  return (
    <>
      <ActionIcon {...icone} data-disabled aria-disabled="true" aria-describedby={id} title={manque} />
      <span id={id} className="visuellement-cache">
        {manque}
      </span>
    </>
  )
}
