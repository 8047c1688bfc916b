import { columnVisibilityFeature, rowSelectionFeature, tableFeatures, type ColumnDef } from '@tanstack/react-table'
import type { ReactNode } from 'react'

/** A column as a page writes it: what is shown, what is exported, how it sorts and filters. */
export interface Colonne<T> {
  id: string
  entete: string
  cellule: (ligne: T) => ReactNode
  /** The same thing as text or number, for the export. */
  export?: (ligne: T) => string | number | null | undefined
  /** Sort key of the server; without it the column does not sort. */
  tri?: string
  /** Content of the header's filter. */
  filtre?: ReactNode
  /** Number of values this filter keeps: shown beside the header. */
  filtres?: number
  aligne?: 'fin'
  largeur?: string
  /** May take several lines: a sentence, a list of names. */
  souple?: boolean
  /** Hidden on a narrow screen. */
  secondaire?: boolean
  /** Always shown: the name of the row, where the link is. */
  fixe?: boolean
  /** Hidden until asked for. */
  masquee?: boolean
  /** The fields of the form that this column reads, for their mark. */
  champ?: string
}

export const features = tableFeatures({ rowSelectionFeature, columnVisibilityFeature })

export type Features = typeof features

export function enColonnes<T extends object>(colonnes: readonly Colonne<T>[]): ColumnDef<Features, T>[] {
  return colonnes.map((colonne) => ({
    id: colonne.id,
    header: colonne.entete,
    enableHiding: !colonne.fixe,
  }))
}

/** « champ » monte, « -champ » descend : a click goes up, then down, then back to the server's order. */
export function triSuivant(actuel: string | undefined, cle: string): string | undefined {
  if (actuel === cle) return `-${cle}`
  return actuel === `-${cle}` ? undefined : cle
}

export function sensDuTri(actuel: string | undefined, cle: string | undefined): 'ascending' | 'descending' | 'none' | undefined {
  if (!cle) return undefined
  if (actuel === cle) return 'ascending'
  return actuel === `-${cle}` ? 'descending' : 'none'
}
