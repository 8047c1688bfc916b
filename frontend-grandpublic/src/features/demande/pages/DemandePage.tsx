import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { maDemandeQuery } from '../../../api/ma-demande.ts'
import { useSession } from '../../../api/session.ts'
import type { MaDemande } from '../../../api/types.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { Button, ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Page, Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { BandeauEnvoi } from '../components/BandeauEnvoi.tsx'
import { Sommaire } from '../components/Sommaire.tsx'
import { useCommencer } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.depart

function AvantDeCommencer({ connecte }: { connecte: boolean }) {
  const commencer = useCommencer()
  const [, aller] = useLocation()
  return (
    <>
      <PageTitle chapo={t.chapo}>{t.titre}</PageTitle>
      <Card titre={t.preparer}>
        <ul>
          {t.liste.map((chose) => (
            <li key={chose}>{chose}</li>
          ))}
        </ul>
      </Card>
      <p>{t.valeur}</p>
      {connecte && <Notice titre={t.dejaUne}>{t.dejaUnePhrase}</Notice>}
      {commencer.error && (
        <Notice ton="erreur" annonce>
          {phraseDe(commencer.error)}
        </Notice>
      )}
      <Rangee>
        {connecte ? (
          <>
            <Button enCours={commencer.isPending} onPress={() => commencer.mutate(undefined, { onSuccess: () => aller('/demande/identite') })}>
              {t.commencer}
            </Button>
            <ButtonLink href="/retrouver" allure="secondaire">
              {t.retrouver}
            </ButtonLink>
          </>
        ) : (
          <>
            <ButtonLink href="/connexion?retour=/demande">{t.connexion}</ButtonLink>
            <ButtonLink href="/connexion" allure="secondaire">
              {t.deja}
            </ButtonLink>
            <ButtonLink href="/guichets" allure="secondaire">
              {t.guichet}
            </ButtonLink>
          </>
        )}
      </Rangee>
    </>
  )
}

function Reprise({ demande }: { demande: MaDemande }) {
  return (
    <>
      <PageTitle chapo={texts.reprise.chapo[demande.etat]}>{texts.reprise.titre}</PageTitle>
      <BandeauEnvoi demande={demande.id} />
      <Sommaire demande={demande} />
    </>
  )
}

function DemandeConnectee() {
  const demande = useQuery(maDemandeQuery)
  return <Etat de={demande} titre={texts.reprise.titre}>{(connue) => (connue ? <Reprise demande={connue} /> : <AvantDeCommencer connecte />)}</Etat>
}

export default function DemandePage() {
  const session = useSession()
  return (
    <Page etroite>
      <Etat de={session} titre={t.titre}>{(connue) => (connue ? <DemandeConnectee /> : <AvantDeCommencer connecte={false} />)}</Etat>
    </Page>
  )
}
