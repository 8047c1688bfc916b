import type { ReactNode } from 'react'
import { classes } from '@/lib/classes.ts'
import styles from './Fiche.module.css'

export type LigneFiche = readonly [libelle: string, valeur: ReactNode]

/** Labels and values, aligned: what is not given is a dash, never a blank. */
export function Fiche({ lignes, serree = false }: { lignes: readonly (LigneFiche | false | null | undefined)[]; serree?: boolean }) {
  return (
    <dl className={classes(styles.fiche, serree && styles.serree)}>
      {lignes.map(
        (ligne) =>
          ligne && (
            <div key={ligne[0]}>
              <dt>{ligne[0]}</dt>
              <dd>{ligne[1] === null || ligne[1] === undefined || ligne[1] === '' ? '—' : ligne[1]}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
