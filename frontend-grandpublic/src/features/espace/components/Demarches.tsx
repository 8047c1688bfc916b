import type { MonEspace } from '../../../api/types.ts'
import { Card } from '../../../ui/Card.tsx'
import style from '../pages/Espace.module.css'
import type { CodeDeGeste } from '../queries.ts'
import { texts } from '../texts.ts'
import { Geste } from './Geste.tsx'

const A_ENVOYER = new Set(['ES', 'RT'])

/** Tout ce que l’on peut faire de sa demande, y compris ce qui ne se peut pas encore, et pourquoi. */
export function Demarches({ espace, onFait }: { espace: MonEspace; onFait: (code: CodeDeGeste) => void }) {
  const demandees = new Set(espace.a_faire.map(({ code }) => code))
  const actions = espace.actions.filter(
    ({ code, montrer }) =>
      montrer !== false &&
      // asked for now: its button is already at the top
      !demandees.has(code) &&
      // sent is done, not forbidden
      (code !== 'soumettre' || A_ENVOYER.has(espace.etat.code)),
  )
  if (actions.length === 0) return null
  return (
    <Card titre={texts.accueil.demarches}>
      <ul className={style.demarches}>
        {actions.map((action) => (
          <li key={action.code}>
            <Geste espace={espace} action={action} allure="secondaire" onFait={onFait} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
