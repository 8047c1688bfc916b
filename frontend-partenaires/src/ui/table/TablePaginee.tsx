import type { UseQueryResult } from '@tanstack/react-query'
import { TAILLE } from '@/lib/list-params.ts'
import { Avis } from '../Avis.tsx'
import { Erreur } from '../Etats.tsx'
import { DataTable, type TableProps } from './DataTable.tsx'

interface Page<T> {
  items: readonly T[]
  page: number
  size: number
  total: number
  total_plafonne: boolean
}

interface Props<T extends object> extends Omit<TableProps<T>, 'lignes' | 'page' | 'attente' | 'remplit'> {
  requete: Pick<UseQueryResult<Page<T>>, 'data' | 'error' | 'refetch' | 'isFetching'>
  /** The sentence of an error: only the caller knows the problems of the API. */
  phrase: (erreur: Error) => string
  /** What the address asks, while nothing has answered yet. */
  demandee: { page?: number | undefined; size?: number | undefined }
}

/** The rows of a list that the server cuts in pages: it fills the window, waits, fails and empties always the same way. */
export function TablePaginee<T extends object>({ requete, phrase, demandee, ...table }: Props<T>) {
  const { data, error } = requete
  if (error && !data) return <Erreur phrase={phrase(error)} onReessayer={() => void requete.refetch()} />
  return (
    <>
      {error && <Avis ton="erreur">{`Ces lignes datent d’avant la panne. ${phrase(error)}`}</Avis>}
      <DataTable<T>
        {...table}
        remplit
        lignes={data?.items ?? []}
        attente={requete.isFetching}
        page={data ?? { page: demandee.page ?? 1, size: demandee.size ?? TAILLE, total: 0, total_plafonne: false }}
      />
    </>
  )
}

/** « 12 demandes », « Plus de 500 demandes », « Recherche en cours ». */
export const compte = (page: Pick<Page<unknown>, 'total' | 'total_plafonne'> | undefined, dire: (nombre: number) => string) => (page ? `${page.total_plafonne ? 'Plus de ' : ''}${dire(page.total)}` : 'Recherche en cours')
