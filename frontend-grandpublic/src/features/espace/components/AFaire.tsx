import type { MonEspace } from '../../../api/types.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { telephoneLisible } from '../../../lib/numero.ts'
import { ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import style from '../pages/Espace.module.css'
import { texts } from '../texts.ts'
import { Renouvellement } from './Renouvellement.tsx'

const t = texts.accueil
type Tache = MonEspace['a_faire'][number]

/** Le geste qui répond à la tâche : un bouton qui dit lequel. */
function Geste({ tache: { code, lien }, espace }: { tache: Tache; espace: MonEspace }) {
  if (code === 'renouveler') return <Renouvellement espace={espace} allure="principal" />
  if (code === 'faire-retablir') {
    const { telephone } = espace.qui
    return telephone ? <ButtonLink href={`tel:${telephone}`}>{t.appeler(telephoneLisible(telephone))}</ButtonLink> : null
  }
  return <ButtonLink href={`/${lien}`}>{t.gestes[code] ?? t.aller}</ButtonLink>
}

/** Ce qu’il y a à faire, du plus pressé au moins pressé. */
export function AFaire({ espace }: { espace: MonEspace }) {
  const taches = espace.a_faire
  return (
    <Card titre={t.faire} forte={taches.length > 0}>
      {taches.length === 0 ? (
        <p>{t.rien[espace.etat.code] ?? t.rienDuTout}</p>
      ) : (
        <ul className={style.taches}>
          {taches.map((tache) => (
            <li key={tache.code + tache.phrase}>
              {tache.avant_le && <span className={style.avant}>{t.avant(dateLongue(tache.avant_le))}</span>}
              <p>{tache.phrase}</p>
              <Geste tache={tache} espace={espace} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
