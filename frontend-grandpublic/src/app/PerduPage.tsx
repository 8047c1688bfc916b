import { ButtonLink } from '../ui/Button.tsx'
import { Page, Rangee } from '../ui/Layout.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { texts } from './texts.ts'

export function PerduPage() {
  return (
    <Page etroite>
      <PageTitle chapo={texts.perdu.phrase}>{texts.perdu.titre}</PageTitle>
      <Rangee>
        <ButtonLink href="/">{texts.perdu.retour}</ButtonLink>
      </Rangee>
    </Page>
  )
}
