import { Menu } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { typographier } from '@/lib/typographie.ts'
import type { ActionAffichee } from './BoutonAction.tsx'
import { raisonsDe } from './raisons.ts'
import styles from './BoutonAction.module.css'

interface Props {
  action: ActionAffichee
  onClick: () => void
}

/** An action among those of a menu: refused, it stays in reach of the arrows, says why, and does nothing. */
export function ChoixAction({ action, onClick }: Props) {
  if (action.permise) return <Menu.Item onClick={onClick}>{action.libelle}</Menu.Item>
  return (
    <Menu.Item closeMenuOnClick={false} className={styles.refuse} leftSection={<IconLock size={14} aria-hidden="true" />}>
      <span>{action.libelle}</span>
      {raisonsDe(action).map(({ code, phrase }) => (
        <small key={code} className={styles.raison}>
          {typographier(phrase)}
        </small>
      ))}
    </Menu.Item>
  )
}
