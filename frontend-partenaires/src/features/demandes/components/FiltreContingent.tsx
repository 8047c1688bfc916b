import { Select } from '@mantine/core'
import { useNomenclature } from '@/api/nomenclatures.ts'
import type { DemandesSearch } from '../search-params.ts'
import styles from './FiltreContingent.module.css'

const TOUS = '1'

interface Props {
  search: DemandesSearch
  filtrer: (changement: Partial<DemandesSearch>) => void
}

/** The contingent of Action Logement as a whole, or one of the bodies that collect for it. */
export function FiltreContingent({ search, filtrer }: Props) {
  const collecteurs = useNomenclature('collecteur')
  return (
    <Select
      className={styles.filtre}
      size="sm"
      label="Contingent ou collecteur"
      placeholder="Tous"
      clearable
      data={[{ value: TOUS, label: 'Contingent Action Logement' }, { group: 'Dossier chez', items: collecteurs.map(({ code, libelle }) => ({ value: code, label: libelle })) }]}
      value={search.collecteur ?? (search.action_logement ? TOUS : null)}
      onChange={(code) => filtrer({ collecteur: code && code !== TOUS ? code : undefined, action_logement: code === TOUS ? true : undefined })}
    />
  )
}
