import { Button } from '@mantine/core'
import { IconFilter, IconFilterFilled } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { Fenetre } from '../Fenetre.tsx'
import { Pile, Rang } from '../champs/Disposition.tsx'
import type { Colonne } from './colonnes.ts'
import styles from './DataTable.module.css'

/** On a telephone the heads that hold the filters are out of sight, or not shown at all: all of them in one window. */
export function FiltresReunis<T>({ colonnes }: { colonnes: readonly Colonne<T>[] }) {
  const [ouverte, setOuverte] = useState(false)
  const filtrees = colonnes.filter(({ filtre }) => filtre !== undefined)
  if (filtrees.length === 0) return null
  const choisis = filtrees.reduce((somme, { filtres = 0 }) => somme + filtres, 0)
  return (
    <span className={styles.filtresReunis}>
      <Button variant={choisis > 0 ? 'light' : 'subtle'} size="compact-sm" color={choisis > 0 ? 'accent' : 'gray.7'} leftSection={choisis > 0 ? <IconFilterFilled size={15} aria-hidden="true" /> : <IconFilter size={15} aria-hidden="true" />} onClick={() => setOuverte(true)}>
        {choisis > 0 ? `Filtrer (${choisis})` : 'Filtrer'}
      </Button>
      <Fenetre ouverte={ouverte} titre="Filtrer la liste" onFermer={() => setOuverte(false)}>
        <Pile>
          {filtrees.map(({ id, filtre }) => (
            <Fragment key={id}>{filtre}</Fragment>
          ))}
          <Rang fin>
            <Button onClick={() => setOuverte(false)}>Voir la liste</Button>
          </Rang>
        </Pile>
      </Fenetre>
    </span>
  )
}
