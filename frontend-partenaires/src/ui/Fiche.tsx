import type { ReactNode } from 'react'
import { classes } from '@/lib/classes.ts'
import styles from './Fiche.module.css'
import { useMarques } from './marques.tsx'

/** `champ`: the fields of the form that this line reads, for their mark. */
export type LigneFiche = readonly [libelle: string, valeur: ReactNode, champ?: string]

/** Labels and values, aligned: what is not given is a dash, never a blank. */
export function Fiche({ lignes, serree = false }: { lignes: readonly (LigneFiche | false | null | undefined)[]; serree?: boolean }) {
  const { marquee, cachee } = useMarques()
  return (
    <dl className={classes(styles.fiche, serree && styles.serree)}>
      {lignes.map(
        (ligne, rang) =>
          ligne &&
          !(ligne[2] && cachee(ligne[2])) && (
            <div key={`${ligne[0]}-${rang}`} data-champ={ligne[2]} data-cerfa={(ligne[2] && marquee(ligne[2])) || undefined}>
              <dt>{ligne[0]}</dt>
              <dd>{ligne[1] === null || ligne[1] === undefined || ligne[1] === '' ? '—' : ligne[1]}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
