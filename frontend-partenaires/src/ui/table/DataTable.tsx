import { Button, Checkbox } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconDownload } from '@tabler/icons-react'
import { useTable } from '@tanstack/react-table'
import { useMemo, type ReactNode } from 'react'
import { classes } from '@/lib/classes.ts'
import { telechargerCsv } from '@/lib/liens.ts'
import { pluriel } from '@/lib/montants.ts'
import { Chargement } from '../Etats.tsx'
import { useMarques } from '../marques.tsx'
import { ChoixColonnes } from './ChoixColonnes.tsx'
import { enColonnes, features, type Colonne } from './colonnes.ts'
import { EnteteColonne } from './EnteteColonne.tsx'
import { FiltresReunis } from './FiltresReunis.tsx'
import { Pagination, type PageAffichee } from './Pagination.tsx'
import { useClavier } from './useClavier.ts'
import styles from './DataTable.module.css'

export interface TableProps<T extends object> {
  /** Names the table aloud, its saved columns and its export. */
  nom: string
  libelle: string
  colonnes: readonly Colonne<T>[]
  lignes: readonly T[]
  cle: (ligne: T) => string
  tri?: string | undefined
  onTri?: (tri: string | undefined) => void
  page?: PageAffichee
  onPage?: (page: number) => void
  onTaille?: (size: number) => void
  actif?: string | undefined
  onActif?: (id: string | undefined) => void
  coches?: readonly string[]
  onCoches?: (ids: string[]) => void
  /** Why this line cannot be ticked. */
  empeche?: (ligne: T) => string | false
  nomDeLigne?: (ligne: T) => string
  /** The group of a line, when the list is gathered: a heading comes before the first line of each. */
  groupe?: ((ligne: T) => string) | undefined
  enteteDeGroupe?: (groupe: string) => ReactNode
  /** Between the counts and the columns: bulk actions of the ticked rows. */
  outils?: ReactNode
  vide?: ReactNode
  /** New rows are on their way: the old ones stay, dimmed. */
  attente?: boolean
  /** Takes the height it is given and scrolls inside. */
  remplit?: boolean
  /** A short table inside a page: no export, no choice of columns. */
  simple?: boolean
  /** The file is made elsewhere, from more than this page: given the columns shown, in their order. */
  onExporter?: (colonnes: string[]) => void
}

export function DataTable<T extends object>(props: TableProps<T>) {
  const { cachee } = useMarques()
  const { nom, libelle, lignes, cle, tri, onTri, page, onPage, onTaille, actif, onActif, onCoches, nomDeLigne, outils, attente, simple } = props
  const colonnes = useMemo(() => props.colonnes.filter(({ champ }) => !champ || !cachee(champ)), [props.colonnes, cachee])
  const coches = props.coches ?? []
  // only what this person chose is kept: a column that comes later, or hidden elsewhere, starts as it was made
  const [choisies, setChoisies] = useLocalStorage<Record<string, boolean>>({ key: `fdls.colonnes.${nom}`, defaultValue: {} })
  const masques = { ...Object.fromEntries(colonnes.map((colonne) => [colonne.id, !colonne.masquee])), ...choisies }
  const definitions = useMemo(() => enColonnes(colonnes), [colonnes])
  const table = useTable({
    features,
    columns: definitions,
    data: lignes,
    getRowId: cle,
    enableRowSelection: (row) => !props.empeche?.(row.original),
    state: {
      columnVisibility: masques,
      rowSelection: Object.fromEntries(coches.map((id) => [id, true as const])),
    },
    onRowSelectionChange: (suite) => {
      const actuelle = Object.fromEntries(coches.map((id) => [id, true as const]))
      onCoches?.(Object.keys(typeof suite === 'function' ? suite(actuelle) : suite))
    },
  })
  const visibles = table.getVisibleLeafColumns().map((column) => colonnes.find((colonne) => colonne.id === column.id)!)
  // nothing to sort, filter or tick in its heads: on a telephone each line becomes a card instead of sliding sideways
  const empilable = !onTri && !onCoches && visibles.length > 2 && !visibles.some(({ filtre }) => filtre !== undefined)
  const clavier = useClavier({
    onActif: onActif && ((id) => onActif(id)),
    onFermer: onActif && (() => onActif(undefined)),
    onCocher: onCoches && ((id) => table.getRow(id).toggleSelected()),
  })
  const cochees = onCoches ? lignes.filter((ligne) => coches.includes(cle(ligne))) : []
  const exporter = () => {
    const exportees = visibles.filter((colonne) => colonne.export)
    if (props.onExporter) return props.onExporter(exportees.map(({ id }) => id))
    telechargerCsv(`${nom}.csv`, [exportees.map((c) => c.entete), ...(cochees.length > 0 ? cochees : lignes).map((ligne) => exportees.map((c) => c.export?.(ligne)))])
  }

  return (
    <div className={classes(styles.bloc, props.remplit && styles.remplit)}>
      {!simple && (
        <div className={styles.outils}>
          <div className={styles.outilsGauche}>{outils}</div>
          <FiltresReunis colonnes={colonnes} />
          <ChoixColonnes colonnes={colonnes} visibles={masques} onChange={(choix) => setChoisies((avant) => ({ ...avant, ...choix }))} />
          {lignes.length > 0 && (
            <Button variant="subtle" size="compact-sm" color="gray.7" leftSection={<IconDownload size={15} aria-hidden="true" />} onClick={exporter}>
              {cochees.length > 0 ? `Exporter ${pluriel(cochees.length, 'ligne cochée', 'lignes cochées')}` : props.onExporter ? 'Exporter la liste' : 'Exporter ces lignes'}
            </Button>
          )}
        </div>
      )}
      {/* a scrolling region must be reachable with the keyboard; rows hold their own link: these gestures only make it quicker */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions */}
      <div className={styles.cadre} role="region" aria-label={`Tableau : ${libelle}`} tabIndex={0} aria-busy={attente} onKeyDown={clavier}>
        <table className={classes(styles.table, attente && styles.attente, empilable && styles.empilable)}>
          <caption className="visuellement-cache">{libelle}</caption>
          <thead>
            <tr>
              {onCoches && (
                <th scope="col" className={styles.coche}>
                  <Checkbox
                    size="xs"
                    aria-label="Cocher toutes les lignes affichées"
                    checked={lignes.length > 0 && table.getIsAllRowsSelected()}
                    indeterminate={table.getIsSomeRowsSelected()}
                    onChange={() => table.toggleAllRowsSelected()}
                  />
                </th>
              )}
              {visibles.map((colonne) => (
                <EnteteColonne key={colonne.id} colonne={colonne} tri={tri} onTri={onTri} />
              ))}
            </tr>
          </thead>
          {groupees(table.getRowModel().rows, props.groupe).map(([groupe, rangees]) => (
            <tbody key={groupe ?? ''}>
              {groupe !== undefined && (
                <tr className={styles.groupe}>
                  <th scope="rowgroup" colSpan={visibles.length + (onCoches ? 1 : 0)}>
                    {props.enteteDeGroupe?.(groupe) ?? groupe}
                  </th>
                </tr>
              )}
              {rangees.map((row) => (
                <tr
                  key={row.id}
                  data-id={row.id}
                  aria-current={row.id === actif ? 'true' : undefined}
                  onClick={(event) => {
                    if (!(event.target as HTMLElement).closest('a, button, input, label')) onActif?.(row.id)
                  }}
                >
                  {onCoches && (
                    <td className={styles.coche} title={props.empeche?.(row.original) || undefined}>
                      <Checkbox
                        size="xs"
                        aria-label={`Cocher ${nomDeLigne?.(row.original) ?? row.id}`}
                        aria-description={props.empeche?.(row.original) || undefined}
                        checked={row.getIsSelected()}
                        disabled={!row.getCanSelect()}
                        onChange={row.getToggleSelectedHandler()}
                      />
                    </td>
                  )}
                  {/* drawn by hand: a cell that is a component would be born again, and lose the focus, each time the columns change */}
                  {visibles.map((colonne) => (
                    <td
                      key={colonne.id}
                      data-champ={colonne.champ}
                      data-entete={empilable && !colonne.fixe ? colonne.entete : undefined}
                      className={classes(colonne.aligne === 'fin' && styles.fin, colonne.secondaire && styles.secondaire, colonne.fixe && styles.fixe, colonne.souple && styles.souple)}
                    >
                      {colonne.cellule(row.original)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
        {lignes.length === 0 && (attente ? <Chargement lignes={8} /> : props.vide)}
      </div>
      {page && onPage && <Pagination {...page} affichees={lignes.length} onPage={onPage} onTaille={onTaille} />}
    </div>
  )
}

/** Neighbours of one group together, in the order of the list; without groups, one body. */
function groupees<R extends { original: T }, T>(rangees: readonly R[], groupe: ((ligne: T) => string) | undefined): [string | undefined, R[]][] {
  if (!groupe) return [[undefined, [...rangees]]]
  const suite: [string, R[]][] = []
  for (const rangee of rangees) {
    const sien = groupe(rangee.original)
    const dernier = suite.at(-1)
    if (dernier?.[0] === sien) dernier[1].push(rangee)
    else suite.push([sien, [rangee]])
  }
  return suite
}
