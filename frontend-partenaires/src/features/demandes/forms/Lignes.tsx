import { Button } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { Rang } from '@/ui/champs/Disposition.tsx'
import styles from './Fields.module.css'

export function Ajouter({ children, onClick }: { children: string; onClick: () => void }) {
  return (
    <Rang>
      <Button variant="default" size="compact-md" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={onClick}>
        {children}
      </Button>
    </Rang>
  )
}

export function Retirer({ libelle, onClick }: { libelle: string; onClick: () => void }) {
  return (
    <Button variant="subtle" color="erreur" size="compact-sm" className={styles.retirer} leftSection={<IconTrash size={14} aria-hidden="true" />} aria-label={libelle} onClick={onClick}>
      Retirer
    </Button>
  )
}
