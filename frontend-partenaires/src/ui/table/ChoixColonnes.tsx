import { Button, Checkbox, Popover } from '@mantine/core'
import { IconColumns } from '@tabler/icons-react'
import type { Colonne } from './colonnes.ts'
import styles from './DataTable.module.css'

interface Props<T> {
  colonnes: readonly Colonne<T>[]
  visibles: Readonly<Record<string, boolean>>
  onChange: (visibles: Record<string, boolean>) => void
}

export function ChoixColonnes<T>({ colonnes, visibles, onChange }: Props<T>) {
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="subtle" size="compact-sm" color="gray.7" leftSection={<IconColumns size={15} aria-hidden="true" />}>
          Colonnes
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.filtre}>
        {colonnes
          .filter((colonne) => !colonne.fixe)
          .map((colonne) => (
            <Checkbox
              key={colonne.id}
              size="xs"
              label={colonne.entete}
              checked={visibles[colonne.id] !== false}
              onChange={(event) => onChange({ [colonne.id]: event.currentTarget.checked })}
            />
          ))}
      </Popover.Dropdown>
    </Popover>
  )
}
