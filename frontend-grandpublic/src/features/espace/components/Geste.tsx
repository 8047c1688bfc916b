import { useLocation } from 'wouter'
import type { ActionPossible, MonEspace } from '../../../api/types.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { BoutonExplique } from '../../../ui/BoutonExplique.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { raisonsDe } from '../../../ui/raisons.tsx'
import { estUnGeste, useGeste, type CodeDeGeste } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.accueil
/** Les actions qui demandent une page : on y relit ce que l’on va faire. */
const PAGES: Record<string, string> = {
  modifier: '/demande',
  soumettre: '/demande/recapitulatif',
  annuler: '/mon-espace/annulation',
  restaurer: '/mon-espace/retablissement',
  'repondre-avertissement': '/mon-espace/reponse',
}

interface GesteProps {
  espace: MonEspace
  action: ActionPossible
  allure: 'principal' | 'secondaire'
  /** C’est fait : la page le dit, car la tâche et son bouton s’en vont. */
  onFait: (code: CodeDeGeste) => void
}

/** Une action de la demande : permise, elle se fait ou mène à sa page ; sinon elle reste visible avec sa raison. */
export function Geste({ espace, action, allure, onFait }: GesteProps) {
  const [, aller] = useLocation()
  const geste = useGeste()
  const { code } = action
  return (
    <>
      {geste.error && (
        <Notice ton="erreur" annonce>
          {phraseDe(geste.error)}
        </Notice>
      )}
      <BoutonExplique
        raisons={raisonsDe(action, espace.qui.telephone)}
        allure={allure}
        enCours={geste.isPending}
        onPress={() => {
          if (estUnGeste(code)) geste.mutate({ code, version: espace.version }, { onSuccess: () => onFait(code) })
          else aller(PAGES[code] ?? '/demande')
        }}
      >
        {t.actions[code] ?? action.libelle}
      </BoutonExplique>
    </>
  )
}
