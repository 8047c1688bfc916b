import { Button, Popover, type ButtonProps } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconLock } from '@tabler/icons-react'
import { useId, type ReactNode } from 'react'
import { dateLongue } from '@/lib/dates.ts'
import { typographier } from '@/lib/typographie.ts'
import { RaisonList, type RaisonAffichee } from './RaisonList.tsx'
import { raisonsDe } from './raisons.ts'
import styles from './BoutonAction.module.css'

export interface ActionAffichee {
  code: string
  libelle: string
  permise: boolean
  raisons?: readonly RaisonAffichee[]
  possible_le?: string | null
  qui?: string | null
  depuis_le?: string | null
  lien?: string | null
  montrer?: boolean | null
}

interface Props extends Omit<ButtonProps, 'children' | 'disabled'> {
  action: ActionAffichee
  onClick: () => void
  children?: ReactNode
}

/** The server says what is possible and why not: a refused action stays visible, reachable with the keyboard, and explains itself. */
export function BoutonAction({ action, onClick, children, ...bouton }: Props) {
  const [ouvert, { open, close, toggle }] = useDisclosure(false)
  const id = useId()
  const libelle = children ?? action.libelle
  if (action.permise) {
    return (
      <Button {...bouton} onClick={onClick}>
        {libelle}
      </Button>
    )
  }
  return (
    <Popover opened={ouvert} onChange={(suite) => (suite ? open() : close())} withArrow shadow="md" width={300} position="bottom-end" returnFocus={false}>
      <Popover.Target>
        <Button
          {...bouton}
          variant="default"
          className={styles.refuse}
          aria-disabled="true"
          aria-expanded={ouvert}
          aria-describedby={id}
          leftSection={<IconLock size={14} aria-hidden="true" />}
          onClick={toggle}
          onBlur={close}
        >
          {libelle}
        </Button>
      </Popover.Target>
      <span id={id} className="visuellement-cache">
        {texteDe(action)}
      </span>
      <Popover.Dropdown className={styles.explication}>
        <RaisonList raisons={raisonsDe(action)} />
        {action.depuis_le && <p>Depuis le {dateLongue(action.depuis_le)}.</p>}
        {action.possible_le && <p>Possible à partir du {dateLongue(action.possible_le)}.</p>}
        {action.qui && <p>À qui s’adresser : {action.qui}.</p>}
      </Popover.Dropdown>
    </Popover>
  )
}

function texteDe(action: ActionAffichee): string {
  const phrases = raisonsDe(action).map((raison) => typographier(raison.phrase))
  if (action.depuis_le) phrases.push(`Depuis le ${dateLongue(action.depuis_le)}.`)
  if (action.possible_le) phrases.push(`Possible à partir du ${dateLongue(action.possible_le)}.`)
  if (action.qui) phrases.push(`À qui s’adresser : ${action.qui}.`)
  return phrases.join(' ')
}
