import { Button } from '@mantine/core'
import { useBesoins, useSouhaits } from '@/api/besoins.ts'
import { FiltreBesoins } from '@/ui/table/FiltreBesoins.tsx'
import { FiltreListe } from '@/ui/table/FiltreListe.tsx'
import { choisis, SANS_FILTRE, type CandidatsSearch } from '../search-params.ts'
import styles from './ChercherParmi.module.css'

interface Props {
  search: CandidatsSearch
  filtrer: (changement: Partial<CandidatsSearch>) => void
}

/** Among those that suit the bien: by what the household declared and ticked. */
export function ChercherParmi({ search, filtrer }: Props) {
  const besoins = useBesoins()
  const souhaits = useSouhaits()
  const nombre = choisis(search)
  return (
    <details className={styles.chercher}>
      <summary>Chercher parmi ces candidats{nombre > 0 && ` (${nombre} choix)`}</summary>
      <div className={styles.filtres}>
        <div className={styles.besoins}>
          <FiltreBesoins options={besoins} search={search} filtrer={filtrer} />
        </div>
        <FiltreListe libelle="Logement souhaité" options={souhaits} valeurs={search.souhait ?? []} onChange={(v) => filtrer({ souhait: v.length > 0 ? v : undefined })} />
      </div>
      {nombre > 0 && (
        <Button size="compact-sm" variant="subtle" onClick={() => filtrer(SANS_FILTRE)}>
          Retirer les filtres
        </Button>
      )}
    </details>
  )
}
