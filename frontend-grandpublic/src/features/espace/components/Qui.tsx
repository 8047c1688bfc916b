import type { MonEspace } from '../../../api/types.ts'
import { Card } from '../../../ui/Card.tsx'
import { Coordonnees } from '../../../ui/Coordonnees.tsx'
import { texts } from '../texts.ts'

export function Qui({ qui }: { qui: MonEspace['qui'] }) {
  return (
    <Card titre={texts.accueil.qui}>
      <p>{qui.phrase}</p>
      {(qui.telephone ?? qui.email) && (
        <p>
          <Coordonnees {...qui} />
        </p>
      )}
    </Card>
  )
}
