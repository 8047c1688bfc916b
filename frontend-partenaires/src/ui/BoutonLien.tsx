import { Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'

type Props = ButtonProps & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps> & { ref?: Ref<HTMLAnchorElement> }

function BoutonAncre(props: Props) {
  return <Button component="a" {...props} />
}

/** A link that looks like a button, with its address checked like any other. */
export const BoutonLien = createLink(BoutonAncre)
