import type { UseQueryResult } from '@tanstack/react-query'
import { Pile } from './champs/Disposition.tsx'
import { Vide } from './Etats.tsx'
import { Historique, type LigneAffichee } from './Historique.tsx'
import { Requete } from './Requete.tsx'
import { Pagination } from './table/Pagination.tsx'

interface Page<T> {
  items: readonly T[]
  page: number
  size: number
  total: number
  total_plafonne: boolean
}

interface Props<T> {
  requete: Pick<UseQueryResult<Page<T>>, 'data' | 'error' | 'refetch' | 'isPending'>
  phrase: (erreur: Error) => string
  ligne: (lue: T) => LigneAffichee
  vide: string
  onPage: (page: number) => void
}

export function HistoriquePagine<T>({ requete, phrase, ligne, vide, onPage }: Props<T>) {
  return (
    <Requete requete={requete} phrase={phrase}>
      {(lues) =>
        lues.items.length === 0 ? (
          <Vide titre={vide} />
        ) : (
          <Pile espace="serre">
            <Historique lignes={lues.items.map(ligne)} />
            {lues.total > lues.size && <Pagination {...lues} affichees={lues.items.length} onPage={onPage} />}
          </Pile>
        )
      }
    </Requete>
  )
}
