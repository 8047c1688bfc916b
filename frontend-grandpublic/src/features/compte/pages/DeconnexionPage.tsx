import { useLocation } from 'wouter'
import { BROUILLON, useQuitter } from '../../../api/session.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { existeLocal } from '../../../lib/stockage.ts'
import { Button, ButtonLink } from '../../../ui/Button.tsx'
import { Page, Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { texts } from '../texts.ts'

const t = texts.sortie

/** Quitter efface de cet appareil ce qui n’est pas encore enregistré : on ne le fait pas sans l’avoir dit. */
export default function DeconnexionPage() {
  const quitter = useQuitter()
  const [, aller] = useLocation()
  const brouillons = existeLocal(BROUILLON)
  return (
    <Page etroite>
      <PageTitle>{t.titre}</PageTitle>
      {brouillons && (
        <Notice ton="attention" titre={t.brouillons}>
          <p>{t.brouillonsPhrase}</p>
        </Notice>
      )}
      {quitter.error && (
        <Notice ton="erreur" annonce>
          {phraseDe(quitter.error)}
        </Notice>
      )}
      <Rangee>
        {brouillons && <ButtonLink href="/demande">{t.reprendre}</ButtonLink>}
        <Button allure={brouillons ? 'danger' : 'principal'} enCours={quitter.isPending} onPress={() => quitter.mutate(false, { onSuccess: () => aller('/') })}>
          {brouillons ? t.quitter : t.quitterSimple}
        </Button>
      </Rangee>
    </Page>
  )
}
