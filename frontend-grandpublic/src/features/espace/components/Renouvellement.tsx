import type { ActionPossible, MonEspace } from '../../../api/types.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { BoutonExplique } from '../../../ui/BoutonExplique.tsx'
import { Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { useRenouveler } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.accueil
/** Avant l’envoi de la demande, il n’y a rien à renouveler. */
const SANS_OBJET = new Set(['ES', 'EV', 'RT'])

/** Pourquoi c’est impossible, à partir de quand ce sera possible, qui appeler. */
export function raisonsDe({ raisons, possible_le: possible, qui }: ActionPossible): string[] {
  return [...raisons.map(({ phrase }) => phrase), ...(possible ? [t.possible(dateLongue(possible))] : []), ...(qui ? [t.contacter(qui)] : [])]
}

export function Renouvellement({ espace }: { espace: MonEspace }) {
  const renouveler = useRenouveler()
  const action = espace.actions.find(({ code }) => code === 'renouveler')
  if (renouveler.isSuccess) {
    return (
      <Notice ton="succes" annonce>
        {t.renouvelee}
      </Notice>
    )
  }
  if (!action || SANS_OBJET.has(espace.etat.code)) return null
  return (
    <>
      {renouveler.error && (
        <Notice ton="erreur" annonce>
          {phraseDe(renouveler.error)}
        </Notice>
      )}
      <Rangee>
        <BoutonExplique
          permise={action.permise}
          raisons={raisonsDe(action)}
          allure={espace.a_faire.some(({ code }) => code === 'renouveler') ? 'principal' : 'secondaire'}
          enCours={renouveler.isPending}
          onPress={() => renouveler.mutate(espace.version)}
        >
          {action.libelle}
        </BoutonExplique>
      </Rangee>
    </>
  )
}
