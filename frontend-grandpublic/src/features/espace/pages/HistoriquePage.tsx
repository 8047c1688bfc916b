import { useQuery } from '@tanstack/react-query'
import { dateEtHeure } from '../../../lib/dates.ts'
import { Card } from '../../../ui/Card.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Fil, type LigneDeFil } from '../../../ui/Fil.tsx'
import { Page, Retour } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { monHistoriqueQuery } from '../queries.ts'
import { reunir, type LigneReunie } from '../historique.ts'
import { texts } from '../texts.ts'

const t = texts.historique

function ecrire({ le, phrase, qui, fois }: LigneReunie): LigneDeFil {
  return { cle: le + phrase, quand: dateEtHeure(le), quoi: phrase, precision: fois > 1 ? `${t.par(qui)}, ${t.fois(fois)}` : t.par(qui) }
}

export default function HistoriquePage() {
  const historique = useQuery(monHistoriqueQuery)
  return (
    <Page etroite>
      <Retour href="/mon-espace">{texts.retour}</Retour>
      <PageTitle chapo={t.chapo}>{t.titre}</PageTitle>
      <Etat de={historique}>
        {(lignes) => (
          <Card>
            {lignes.length === 0 ? (
              <p>{t.vide}</p>
            ) : (
              <Fil lignes={reunir(lignes).map(ecrire)} />
            )}
          </Card>
        )}
      </Etat>
    </Page>
  )
}
