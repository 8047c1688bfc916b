import { NativeSelect } from '@mantine/core'
import styles from './DataTable.module.css'

export interface Rupture<T> {
  code: string
  libelle: string
  /** The group of a row. */
  de: (ligne: T) => string
}

interface Groupe<R> {
  titre: string | null
  rows: R[]
}

/** Gathers the rows of the page; inside a group they keep the order of the list. */
export function grouper<T, R extends { original: T }>(rows: R[], rupture: Rupture<T> | undefined): Groupe<R>[] {
  if (!rupture) return [{ titre: null, rows }]
  const groupes = new Map<string, R[]>()
  for (const row of rows) {
    const titre = rupture.de(row.original)
    groupes.set(titre, [...(groupes.get(titre) ?? []), row])
  }
  return [...groupes].sort(([a], [b]) => a.localeCompare(b, 'fr', { numeric: true })).map(([titre, reunies]) => ({ titre, rows: reunies }))
}

interface Props<T> {
  ruptures: readonly Rupture<T>[]
  valeur: string | undefined
  onChange: (code: string | undefined) => void
}

export function ChoixRupture<T>({ ruptures, valeur, onChange }: Props<T>) {
  return (
    <NativeSelect
      size="xs"
      className={styles.choixRupture}
      aria-label="Rupture : réunir les lignes de cette page"
      data={[{ value: '', label: 'Sans rupture' }, ...ruptures.map(({ code, libelle }) => ({ value: code, label: `Par ${libelle}` }))]}
      value={valeur ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  )
}
