import type { MonEspace } from '../../../api/types.ts'
import { telephoneLisible } from '../../../lib/numero.ts'
import { Card } from '../../../ui/Card.tsx'
import { texts } from '../texts.ts'

export function Qui({ qui }: { qui: MonEspace['qui'] }) {
  return (
    <Card titre={texts.accueil.qui}>
      <p>{qui.phrase}</p>
      {(qui.telephone ?? qui.email) && (
        <p>
          <strong>{qui.nom}</strong>
          {qui.telephone && (
            <>
              <br />
              <a href={`tel:${qui.telephone}`}>{telephoneLisible(qui.telephone)}</a>
            </>
          )}
          {qui.email && (
            <>
              <br />
              <a href={`mailto:${qui.email}`}>{qui.email}</a>
            </>
          )}
        </p>
      )}
    </Card>
  )
}
