import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { ranger } from '../../../api/erreurs-de-formulaire.ts'
import { useSession } from '../../../api/session.ts'
import { useTerritoire } from '../../../api/territoire.tsx'
import type { MonEspace } from '../../../api/types.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { Button, ButtonLink } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { FormText } from '../../../ui/form/fields.tsx'
import { Form } from '../../../ui/form/Form.tsx'
import { resolver } from '../../../ui/form/resolver.ts'
import { requis, z } from '../../../ui/form/schema.ts'
import { Page, Rangee, Retour } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { raisonsDe } from '../../../ui/raisons.tsx'
import { monEspaceQuery, useRecevoirUnCode, useRetablir } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.retablissement
const schema = z.object({ code: requis(t.requis) })

function Retablissement({ espace }: { espace: MonEspace }) {
  const { code: departement } = useTerritoire()
  const identifiant = useSession().data?.identifiant
  const recevoir = useRecevoirUnCode()
  const retablir = useRetablir()
  const [autres, refuser] = useState<string[]>([])
  const form = useForm({ defaultValues: { code: '' }, resolver: resolver(schema), shouldFocusError: false })
  const action = espace.actions.find(({ code }) => code === 'restaurer')

  if (retablir.isSuccess) {
    return (
      <>
        <PageTitle>{t.fait}</PageTitle>
        <Notice ton="succes" annonce>
          {espace.etat.phrase}
        </Notice>
        <Rangee>
          <ButtonLink href="/mon-espace">{texts.retour}</ButtonLink>
        </Rangee>
      </>
    )
  }
  if (!action?.permise) {
    return (
      <>
        <PageTitle>{t.impossible}</PageTitle>
        {action && raisonsDe(action, espace.qui.telephone).map((raison, rang) => <p key={rang}>{raison}</p>)}
      </>
    )
  }

  async function soumettre({ code }: { code: string }) {
    refuser([])
    try {
      await retablir.mutateAsync({ version: espace.version, code: code.replace(/\s/g, '') })
    } catch (erreur) {
      const { champs, autres } = ranger(erreur)
      for (const { message } of champs) form.setError('code', { message })
      refuser(autres)
    }
  }

  return (
    <>
      <PageTitle chapo={t.chapo}>{t.titre}</PageTitle>
      <Card titre={t.recevoir}>
        <p>{t.recevoirPhrase(identifiant ?? '')}</p>
        {recevoir.isSuccess && (
          <Notice ton="succes" annonce>
            {t.envoye}
          </Notice>
        )}
        {recevoir.error && (
          <Notice ton="erreur" annonce>
            {phraseDe(recevoir.error)}
          </Notice>
        )}
        <Rangee>
          <Button
            allure={recevoir.isSuccess ? 'secondaire' : 'principal'}
            enCours={recevoir.isPending}
            onPress={() => identifiant && recevoir.mutate({ departement, identifiant })}
          >
            {recevoir.isSuccess ? t.renvoyer : t.envoyer}
          </Button>
        </Rangee>
      </Card>
      <Card titre={t.saisir}>
        <Form form={form} onSubmit={soumettre} autres={autres} label={t.titre}>
          <FormText name="code" label={t.champ} inputMode="numeric" autoComplete="one-time-code" largeur="court" maxLength={12} />
          <Rangee>
            <Button type="submit" enCours={retablir.isPending}>
              {t.valider}
            </Button>
          </Rangee>
        </Form>
      </Card>
    </>
  )
}

/** Un code reçu à l’instant prouve que c’est bien la personne : sa demande revient, avec son ancienneté. */
export default function RetablissementPage() {
  const espace = useQuery(monEspaceQuery)
  return (
    <Page etroite>
      <Retour href="/mon-espace">{texts.retour}</Retour>
      <Etat de={espace} titre={t.titre}>
        {(ouvert) => (ouvert ? <Retablissement espace={ouvert} /> : <PageTitle>{texts.accueil.sansDemande}</PageTitle>)}
      </Etat>
    </Page>
  )
}
