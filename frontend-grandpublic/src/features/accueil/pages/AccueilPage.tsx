import type { ReactNode } from 'react'
import { useSession } from '../../../api/session.ts'
import { useTerritoire } from '../../../api/territoire.tsx'
import { ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Page, Rangee } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { Paysage } from '../../../ui/Paysage.tsx'
import { texts } from '../texts.ts'
import style from './Accueil.module.css'

interface AccueilPageProps {
  /** Les dernières annonces et les chiffres en bref : d’autres noms, composés par l’application. */
  annonces: ReactNode
  chiffres: ReactNode
}

export function AccueilPage({ annonces, chiffres }: AccueilPageProps) {
  const { titre, textes, delai_validation_jours: jours } = useTerritoire()
  const connecte = Boolean(useSession().data)
  return (
    <Page>
      <div className={style.tete}>
        <div className={style.mots}>
          <PageTitle chapo={textes.accueil}>{titre}</PageTitle>
          <div className={style.boutons}>
            {connecte ? (
              <>
                <ButtonLink href="/mon-espace">{texts.espace}</ButtonLink>
                <ButtonLink href="/demande" allure="secondaire">
                  {texts.reprendre}
                </ButtonLink>
              </>
            ) : (
              <>
                <ButtonLink href="/demande">{texts.commencer}</ButtonLink>
                <ButtonLink href="/connexion" allure="secondaire">
                  {texts.connexion}
                </ButtonLink>
              </>
            )}
          </div>
          <p className={style.valeur}>{texts.valeur}</p>
        </div>
        <div className={style.image}>
          <Paysage />
        </div>
      </div>
      <section className={style.section}>
        <h2>{texts.deroule.titre}</h2>
        <ol className={style.etapes}>
          {texts.deroule.etapes(jours).map((etape) => (
            <li key={etape.titre}>
              <h3>{etape.titre}</h3>
              <p>{etape.phrase}</p>
            </li>
          ))}
        </ol>
        <Rangee>
          <ButtonLink href="/comprendre" allure="secondaire">
            {texts.comprendre.lien}
          </ButtonLink>
        </Rangee>
      </section>
      <section className={style.section}>
        <h2>{texts.annonces.titre}</h2>
        {annonces}
        <Rangee>
          <ButtonLink href="/annonces" allure="secondaire">
            {texts.annonces.toutes}
          </ButtonLink>
        </Rangee>
      </section>
      <section className={style.section}>
        <h2>{texts.chiffres.titre}</h2>
        {chiffres}
        <Rangee>
          <ButtonLink href="/chiffres-cles" allure="secondaire">
            {texts.chiffres.tous}
          </ButtonLink>
        </Rangee>
      </section>
      <div className={style.duo}>
        <Card titre={texts.preparer.titre}>
          <ul className={style.liste}>
            {texts.preparer.liste.map((chose) => (
              <li key={chose}>{chose}</li>
            ))}
          </ul>
        </Card>
        <Card titre={texts.questions.titre}>
          <p>{texts.questions.phrase}</p>
          <Rangee>
            <ButtonLink href="/questions" allure="secondaire">
              {texts.questions.lien}
            </ButtonLink>
          </Rangee>
        </Card>
      </div>
      {textes.presentation && <p className={style.presentation}>{textes.presentation}</p>}
    </Page>
  )
}
