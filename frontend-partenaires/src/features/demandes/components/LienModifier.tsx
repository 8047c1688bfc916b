import { IconPencil } from '@tabler/icons-react'
import type { DemandeDetail } from '@/api/types.ts'
import styles from './LienModifier.module.css'
import { BoutonLien } from '@/ui/BoutonLien.tsx'

/** Opens the entry form at the section that one is reading. */
export function LienModifier({ demande, rubrique }: { demande: DemandeDetail; rubrique: string }) {
  if (!demande.actions.some(({ code, permise }) => code === 'modifier' && permise)) return null
  return (
    <div className={styles.lien}>
      <BoutonLien
        to="/demandes/$demandeId/saisie"
        params={{ demandeId: demande.id }}
        hash={rubrique}
        variant="default"
        size="compact-md"
        leftSection={<IconPencil size={14} aria-hidden="true" />}
      >
        Modifier cette rubrique
      </BoutonLien>
    </div>
  )
}
