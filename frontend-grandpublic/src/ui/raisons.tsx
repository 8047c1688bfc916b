import type { ReactNode } from 'react'
import { dateLongue } from '../lib/dates.ts'
import { telephoneLisible } from '../lib/numero.ts'

const A_CONTACTER = 'À contacter :'

export interface Expliquee {
  raisons: readonly { phrase: string }[]
  possible_le?: string | null
  qui?: string | null
}

/** Pourquoi c’est impossible, à partir de quand ce sera possible, qui appeler : tout vient du serveur. */
export function raisonsDe({ raisons, possible_le: possible, qui }: Expliquee, telephone?: string | null): ReactNode[] {
  return [
    ...raisons.map(({ phrase }) => phrase),
    ...(possible ? [`Possible à partir du ${dateLongue(possible)}.`] : []),
    ...(qui
      ? [
          <>
            {A_CONTACTER} {qui}
            {telephone && (
              <>
                , <a href={`tel:${telephone}`}>{telephoneLisible(telephone)}</a>
              </>
            )}
            .
          </>,
        ]
      : []),
  ]
}
