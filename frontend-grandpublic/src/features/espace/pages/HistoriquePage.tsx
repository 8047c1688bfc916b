import { useQuery } from '@tanstack/react-query'
import { dateEtHeure } from '../../../lib/dates.ts'
import { Card } from '../../../ui/Card.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Fil } from '../../../ui/Fil.tsx'
import { Page, Retour } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { monHistoriqueQuery } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.historique

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
              <Fil
                lignes={lignes.map(({ le, phrase, qui }) => ({ cle: le + phrase, quand: dateEtHeure(le), quoi: phrase, precision: qui ? t.par(qui) : undefined }))}
              />
            )}
          </Card>
        )}
      </Etat>
    </Page>
  )
}
