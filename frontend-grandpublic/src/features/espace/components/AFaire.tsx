import type { MonEspace } from '../../../api/types.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import style from '../pages/Espace.module.css'
import type { CodeDeGeste } from '../queries.ts'
import { texts } from '../texts.ts'
import { Geste } from './Geste.tsx'

const t = texts.accueil
type Tache = MonEspace['a_faire'][number]

/** Le geste qui répond à la tâche : l’action du même nom, sinon un lien qui dit où aller. */
function Reponse({ tache: { code, lien }, espace, onFait }: { tache: Tache; espace: MonEspace; onFait: (code: CodeDeGeste) => void }) {
  const action = espace.actions.find((connue) => connue.code === code)
  if (action) return <Geste espace={espace} action={action} allure="principal" onFait={onFait} />
  return <ButtonLink href={`/${lien}`}>{t.gestes[code] ?? t.aller}</ButtonLink>
}

/** Ce qu’il y a à faire, du plus pressé au moins pressé. */
export function AFaire({ espace, onFait }: { espace: MonEspace; onFait: (code: CodeDeGeste) => void }) {
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
              <Reponse tache={tache} espace={espace} onFait={onFait} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
