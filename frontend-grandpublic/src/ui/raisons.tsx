import type { ReactNode } from 'react'
import { dateLongue } from '../lib/dates.ts'
import { telephoneLisible } from '../lib/numero.ts'

const A_CONTACTER = 'À contacter :'
const SANS_PHRASE = 'Ce n’est pas possible pour le moment. Rechargez la page ; si cela dure, appelez votre guichet.'

export interface Expliquee {
  permise: boolean
  raisons: readonly { phrase: string }[]
  possible_le?: string | null
  qui?: string | null
}

/** Pourquoi c’est impossible, à partir de quand ce sera possible, qui appeler : tout vient du serveur. Vide quand c’est permis, et alors seulement. */
export function raisonsDe({ permise, raisons, possible_le: possible, qui }: Expliquee, telephone?: string | null): ReactNode[] {
  if (permise) return []
  return [
    ...(raisons.length > 0 ? raisons.map(({ phrase }) => phrase) : [SANS_PHRASE]),
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
