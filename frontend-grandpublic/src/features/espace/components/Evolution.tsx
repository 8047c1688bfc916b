import type { Cotation } from '../../../api/types.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { texts } from '../texts.ts'

/** Ce qui a changé depuis la dernière visite, et à cause de qui ; rien la première fois. */
export function Evolution({ evolution }: { evolution: Cotation['evolution'] }) {
  if (!evolution) return null
  const t = texts.position
  return (
    <Notice titre={t.depuis(dateLongue(evolution.depuis_le))}>
      {evolution.changements.length === 0 ? (
        <p>{t.rien}</p>
      ) : (
        <ul>
          {evolution.changements.map(({ cause, phrase }) => (
            <li key={cause + phrase}>{phrase}</li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
