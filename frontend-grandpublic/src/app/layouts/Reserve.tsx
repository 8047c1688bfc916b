import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { useSession } from '../../api/session.ts'
import { useTerritoire } from '../../api/territoire.tsx'
import { ButtonLink } from '../../ui/Button.tsx'
import { Etat } from '../../ui/Etat.tsx'
import { Page, Rangee } from '../../ui/Layout.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { texts } from '../texts.ts'

/** Ce qui est personnel ne s’affiche qu’à la personne connectée, dans le département de sa demande. */
export function Reserve({ children }: { children: ReactNode }) {
  const [ici] = useLocation()
  const territoire = useTerritoire()
  const session = useSession()
  if (session.data && session.data.departement === territoire.code) return children
  return (
    <Page etroite>
      <Etat de={session} titre={texts.espace}>
        {(connue) =>
          connue ? (
            <>
              <PageTitle chapo={texts.reserve.ailleurs(connue.departement)}>{texts.espace}</PageTitle>
              <Rangee>
                <ButtonLink href={`~/${connue.departement}/mon-espace`}>{texts.reserve.allerAilleurs}</ButtonLink>
              </Rangee>
            </>
          ) : (
            <>
              <PageTitle chapo={texts.reserve.phrase}>{texts.reserve.titre}</PageTitle>
              <Rangee>
                <ButtonLink href={`/connexion?retour=${encodeURIComponent(ici)}`}>{texts.connexion}</ButtonLink>
              </Rangee>
            </>
          )
        }
      </Etat>
    </Page>
  )
}
