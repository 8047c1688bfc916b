import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ADRESSE_ATTESTATION } from '../../../api/mes-pieces.ts'
import { DownloadLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Page, Rangee, Retour } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { monEspaceQuery } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.documents

/** `pieces` : le dépôt et la liste des pièces, un autre nom, composé par l’application. */
export default function DocumentsPage({ pieces }: { pieces: ReactNode }) {
  const espace = useQuery(monEspaceQuery)
  return (
    <Page etroite>
      <Retour href="/mon-espace">{texts.retour}</Retour>
      <PageTitle chapo={t.chapo}>{t.titre}</PageTitle>
      <Etat de={espace}>
        {(ouvert) => (
          <Card titre={t.attestation}>
            {ouvert?.numero_unique ? (
              <>
                <p>{t.attestationPhrase}</p>
                <Rangee>
                  <DownloadLink href={ADRESSE_ATTESTATION} nom={`attestation-${ouvert.numero_unique}.pdf`}>
                    {t.telecharger}
                  </DownloadLink>
                </Rangee>
              </>
            ) : (
              <p>{t.pasEncore}</p>
            )}
          </Card>
        )}
      </Etat>
      {pieces}
    </Page>
  )
}
