import { useTerritoire } from '../../../api/territoire.tsx'
import { ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Page, Rangee } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { texts } from '../texts.ts'

const t = texts.comprendre

export default function ComprendrePage() {
  const { delai_validation_jours: jours } = useTerritoire()
  return (
    <Page etroite>
      <PageTitle chapo={t.chapo}>{t.titre}</PageTitle>
      {t.sections(jours).map(({ titre, phrases }) => (
        <Card key={titre} titre={titre}>
          {phrases.map((phrase) => (
            <p key={phrase}>{phrase}</p>
          ))}
        </Card>
      ))}
      <Rangee>
        <ButtonLink href="/demande">{texts.commencer}</ButtonLink>
        <ButtonLink href="/guichets" allure="secondaire">
          {t.guichets}
        </ButtonLink>
        <ButtonLink href="/questions" allure="secondaire">
          {texts.questions.lien}
        </ButtonLink>
        <ButtonLink href="/grilles-de-cotation" allure="secondaire">
          {t.grilles}
        </ButtonLink>
      </Rangee>
    </Page>
  )
}
