import { Button } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { DemandeDetail } from '@/api/types.ts'
import styles from './LienModifier.module.css'

/** Opens the entry form at the section that one is reading. */
export function LienModifier({ demande, rubrique }: { demande: DemandeDetail; rubrique: string }) {
  if (!demande.actions.some(({ code, permise }) => code === 'modifier' && permise)) return null
  return (
    <div className={styles.lien}>
      <Button
        component={Link}
        to="/demandes/$demandeId/saisie"
        params={{ demandeId: demande.id }}
        hash={rubrique}
        variant="default"
        size="compact-md"
        leftSection={<IconPencil size={14} aria-hidden="true" />}
      >
        Modifier cette rubrique
      </Button>
    </div>
  )
}
