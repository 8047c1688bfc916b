import type { MonEspace } from '../../../api/types.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import style from '../pages/Espace.module.css'
import { texts } from '../texts.ts'
import { Renouvellement } from './Renouvellement.tsx'

const t = texts.accueil

/** Ce qu’il y a à faire, du plus pressé au moins pressé, et le renouvellement, toujours visible. */
export function AFaire({ espace }: { espace: MonEspace }) {
  const taches = espace.a_faire
  return (
    <Card titre={t.faire} forte={taches.length > 0}>
      {taches.length === 0 ? (
        <p>{t.rien}</p>
      ) : (
        <ul className={style.taches}>
          {taches.map(({ code, phrase, avant_le: avant, lien }) => (
            <li key={code + phrase}>
              {avant && <span className={style.avant}>{t.avant(dateLongue(avant))}</span>}
              <p>{phrase}</p>
              {code !== 'renouveler' && (
                <ButtonLink href={`/${lien}`} petit>
                  {t.aller}
                </ButtonLink>
              )}
            </li>
          ))}
        </ul>
      )}
      <Renouvellement espace={espace} />
    </Card>
  )
}
