import { useLocation } from 'wouter'
import type { MonEspace } from '../../../api/types.ts'
import { BoutonExplique } from '../../../ui/BoutonExplique.tsx'
import { Card } from '../../../ui/Card.tsx'
import { raisonsDe } from '../../../ui/raisons.tsx'
import style from '../pages/Espace.module.css'
import { texts } from '../texts.ts'
import { Renouvellement } from './Renouvellement.tsx'

const A_ENVOYER = new Set(['ES', 'RT'])
const PAGES: Record<string, string> = { modifier: '/demande', soumettre: '/demande/recapitulatif' }

/** Tout ce que l’on peut faire de sa demande, y compris ce qui ne se peut pas encore, et pourquoi. */
export function Demarches({ espace }: { espace: MonEspace }) {
  const [, aller] = useLocation()
  // asked for now: its button is already at the top
  const demande = espace.a_faire.some(({ code }) => code === 'renouveler')
  // sent is done, not forbidden
  const actions = espace.actions.filter(({ code }) => code !== 'soumettre' || A_ENVOYER.has(espace.etat.code))
  return (
    <Card titre={texts.accueil.demarches}>
      <ul className={style.demarches}>
        {actions.map((action) => {
          if (action.code === 'renouveler') {
            return demande ? null : (
              <li key={action.code}>
                <Renouvellement espace={espace} allure="secondaire" />
              </li>
            )
          }
          return (
            <li key={action.code}>
              <BoutonExplique
                permise={action.permise}
                raisons={raisonsDe(action, espace.qui.telephone)}
                allure="secondaire"
                onPress={() => aller(PAGES[action.code] ?? '/demande')}
              >
                {texts.accueil.actions[action.code] ?? action.libelle}
              </BoutonExplique>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
