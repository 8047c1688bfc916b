import { ActionIcon, Popover } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconArrowsSort, IconFilter, IconFilterFilled } from '@tabler/icons-react'
import { classes } from '@/lib/classes.ts'
import { useMarques } from '../marques.tsx'
import { sensDuTri, triSuivant, type Colonne } from './colonnes.ts'
import styles from './DataTable.module.css'

interface Props<T> {
  colonne: Colonne<T>
  tri: string | undefined
  onTri: ((tri: string | undefined) => void) | undefined
}

const ICONES = { ascending: IconArrowUp, descending: IconArrowDown, none: IconArrowsSort }

export function EnteteColonne<T>({ colonne, tri, onTri }: Props<T>) {
  const { marquee } = useMarques()
  const cle = colonne.tri
  const sens = onTri ? sensDuTri(tri, cle) : undefined
  const Icone = ICONES[sens ?? 'none']
  const actif = (colonne.filtres ?? 0) > 0
  return (
    <th
      scope="col"
      data-cerfa={(colonne.champ && marquee(colonne.champ)) || undefined}
      aria-sort={sens === 'none' ? undefined : sens}
      className={classes(colonne.aligne === 'fin' && styles.fin, colonne.secondaire && styles.secondaire, colonne.fixe && styles.fixe)}
      style={{ width: colonne.largeur }}
    >
      <span className={styles.entete}>
        {cle && onTri ? (
          <button type="button" className={styles.tri} data-actif={sens !== 'none'} onClick={() => onTri(triSuivant(tri, cle))}>
            {colonne.entete}
            <Icone size={13} aria-hidden="true" />
          </button>
        ) : (
          <span className={styles.libelle}>{colonne.entete}</span>
        )}
        {colonne.filtre && (
          <Popover position="bottom-start" shadow="md" withArrow trapFocus width={280}>
            <Popover.Target>
              <ActionIcon
                size={24}
                color={actif ? 'accent' : 'gray.6'}
                aria-label={`Filtrer : ${colonne.entete}${actif ? ` (${colonne.filtres} choix)` : ''}`}
              >
                {actif ? <IconFilterFilled size={13} /> : <IconFilter size={13} />}
              </ActionIcon>
            </Popover.Target>
            <Popover.Dropdown className={styles.filtre}>{colonne.filtre}</Popover.Dropdown>
          </Popover>
        )}
      </span>
    </th>
  )
}
