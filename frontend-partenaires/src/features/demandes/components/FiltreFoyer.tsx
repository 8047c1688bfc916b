import { useBesoins } from '@/api/besoins.ts'
import { FiltreBesoins } from '@/ui/table/FiltreBesoins.tsx'
import type { DemandesSearch } from '../search-params.ts'

interface Props {
  search: DemandesSearch
  filtrer: (changement: Partial<DemandesSearch>) => void
}

export function FiltreFoyer({ search, filtrer }: Props) {
  return <FiltreBesoins options={useBesoins()} search={search} filtrer={filtrer} />
}
