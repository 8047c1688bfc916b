import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import type { MonEspace } from '../../../api/types.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { Button, ButtonLink } from '../../../ui/Button.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Page, Rangee, Retour } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { monEspaceQuery, useGeste } from '../queries.ts'
import { texts } from '../texts.ts'
import { Geste } from '../components/Geste.tsx'

const t = texts.annulation

function Annulation({ espace }: { espace: MonEspace }) {
  const [, aller] = useLocation()
  const annuler = useGeste()
  const permise = espace.actions.some(({ code, permise }) => code === 'annuler' && permise)
  const reprendre = espace.actions.find(({ code }) => code === 'revenir')
  if (annuler.isSuccess || !permise) {
    return (
      <>
        <PageTitle>{annuler.isSuccess ? t.faite : t.impossible}</PageTitle>
        <Notice ton="information" annonce={annuler.isSuccess}>
          {espace.etat.phrase}
        </Notice>
        <Rangee>
          {reprendre?.permise && <Geste espace={espace} action={reprendre} allure="secondaire" onFait={() => aller('/mon-espace')} />}
          <ButtonLink href="/mon-espace">{texts.retour}</ButtonLink>
        </Rangee>
      </>
    )
  }
  return (
    <>
      <PageTitle chapo={t.chapo}>{t.titre}</PageTitle>
      <ul>
        {t.consequences.map((consequence) => (
          <li key={consequence}>{consequence}</li>
        ))}
        {espace.reprise_jusqu_au && <li>{t.reprise(dateLongue(espace.reprise_jusqu_au))}</li>}
      </ul>
      {annuler.error && (
        <Notice ton="erreur" annonce>
          {phraseDe(annuler.error)}
        </Notice>
      )}
      <Rangee>
        <Button allure="danger" enCours={annuler.isPending} onPress={() => annuler.mutate({ code: 'annuler', version: espace.version })}>
          {t.confirmer}
        </Button>
        <ButtonLink href="/mon-espace" allure="discret">
          {t.renoncer}
        </ButtonLink>
      </Rangee>
    </>
  )
}

/** Renoncer à sa demande se relit et se confirme ; jusqu’au jour dit, cela se reprend d’un geste. */
export default function AnnulationPage() {
  const espace = useQuery(monEspaceQuery)
  return (
    <Page etroite>
      <Retour href="/mon-espace">{texts.retour}</Retour>
      <Etat de={espace} titre={t.titre}>
        {(ouvert) => (ouvert ? <Annulation espace={ouvert} /> : <PageTitle>{texts.accueil.sansDemande}</PageTitle>)}
      </Etat>
    </Page>
  )
}
