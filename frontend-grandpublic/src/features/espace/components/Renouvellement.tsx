import type { MonEspace } from '../../../api/types.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { BoutonExplique } from '../../../ui/BoutonExplique.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { raisonsDe } from '../../../ui/raisons.tsx'
import { useRenouveler } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.accueil

/** Toujours visible : permis, ou grisé avec sa raison et sa date. */
export function Renouvellement({ espace, allure }: { espace: MonEspace; allure: 'principal' | 'secondaire' }) {
  const renouveler = useRenouveler()
  const action = espace.actions.find(({ code }) => code === 'renouveler')
  if (renouveler.isSuccess) {
    return (
      <Notice ton="succes" annonce>
        {t.renouvelee}
      </Notice>
    )
  }
  if (!action) return null
  return (
    <>
      {renouveler.error && (
        <Notice ton="erreur" annonce>
          {phraseDe(renouveler.error)}
        </Notice>
      )}
      <BoutonExplique
        permise={action.permise}
        raisons={raisonsDe(action, espace.qui.telephone)}
        allure={allure}
        enCours={renouveler.isPending}
        onPress={() => renouveler.mutate(espace.version)}
      >
        {action.libelle}
      </BoutonExplique>
    </>
  )
}
