import { IconPencil } from '@tabler/icons-react'
import type { DemandeDetail } from '@/api/types.ts'
import { SeulementCerfa, useSeulementCerfa } from './Cerfa.tsx'
import styles from './LienModifier.module.css'
import { BoutonLien } from '@/ui/BoutonLien.tsx'

/** Above the section that one is reading: the fields of the Cerfa alone, and the entry form at this section. */
export function LienModifier({ demande, rubrique }: { demande: DemandeDetail; rubrique: string }) {
  const cerfa = useSeulementCerfa()
  return (
    <div className={styles.lien}>
      <SeulementCerfa />
      {demande.actions.some(({ code, permise }) => code === 'modifier' && permise) && (
        <BoutonLien
          to="/demandes/$demandeId/saisie"
          params={{ demandeId: demande.id }}
          search={cerfa ? { cerfa } : {}}
          hash={rubrique}
          variant="default"
          size="compact-md"
          leftSection={<IconPencil size={14} aria-hidden="true" />}
        >
          Modifier cette rubrique
        </BoutonLien>
      )}
    </div>
  )
}
