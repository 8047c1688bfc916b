import { useQuery } from '@tanstack/react-query'
import { DownloadLink } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Page, Rangee, Retour } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { AvantApres } from '../components/AvantApres.tsx'
import { CotationCarte } from '../components/CotationCarte.tsx'
import { MesFaits } from '../components/MesFaits.tsx'
import { ADRESSE_EXPLICATION, maCotationQuery, useAffichageVu } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.cotation

export default function CotationPage() {
  const cotations = useQuery(maCotationQuery)
  useAffichageVu(cotations.data)
  return (
    <Page etroite>
      <Retour href="/mon-espace">{texts.retour}</Retour>
      <PageTitle chapo={t.chapo}>{t.titre}</PageTitle>
      <Etat de={cotations}>
        {(liste) =>
          liste.length === 0 ? (
            <>
              <EmptyState titre={t.vide}>
                <p>{t.videPhrase}</p>
              </EmptyState>
              <AvantApres />
            </>
          ) : (
            <>
              {liste.map((cotation) => (
                <CotationCarte key={cotation.epci} cotation={cotation} />
              ))}
              <MesFaits />
              <AvantApres />
              <Rangee>
                <DownloadLink href={ADRESSE_EXPLICATION} nom="mes-points.pdf">
                  {t.imprimer}
                </DownloadLink>
              </Rangee>
            </>
          )
        }
      </Etat>
    </Page>
  )
}
