import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useLocation } from 'wouter'
import { ranger } from '../../../api/erreurs-de-formulaire.ts'
import { useTerritoire } from '../../../api/territoire.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Coordonnees } from '../../../ui/Coordonnees.tsx'
import { FormDate, FormText } from '../../../ui/form/fields.tsx'
import { Form } from '../../../ui/form/Form.tsx'
import { resolver } from '../../../ui/form/resolver.ts'
import { jourPasse, NUMERO_UNIQUE, requis, siRempli, z } from '../../../ui/form/schema.ts'
import { Page, Rangee, Retour } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { CodeRetrouve } from '../components/CodeRetrouve.tsx'
import { useRetrouver } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.retrouver
const VIDE = { prenom: '', nom: '', ne_le: '', numero_unique: '' }
const schema = z.object({
  prenom: requis(t.requis.prenom),
  nom: requis(t.requis.nom),
  ne_le: jourPasse(t.requis.neLe),
  numero_unique: siRempli(NUMERO_UNIQUE, t.numeroFaux),
})

function Contact() {
  const { contact } = useTerritoire()
  return (
    <Card titre={t.sansAcces}>
      <p>{t.sansAccesPhrase}</p>
      <p>
        <Coordonnees {...contact} />
      </p>
    </Card>
  )
}

/** On ne sait plus avec quelle adresse l’on s’était inscrit : dire qui l’on est suffit à recevoir un code. */
export default function RetrouverPage() {
  const { code: departement } = useTerritoire()
  const [, aller] = useLocation()
  const [autres, refuser] = useState<string[]>([])
  const retrouver = useRetrouver()
  const form = useForm({ defaultValues: VIDE, resolver: resolver(schema), shouldFocusError: false })

  async function soumettre(valeurs: typeof VIDE) {
    refuser([])
    try {
      await retrouver.mutateAsync({ departement, ...valeurs, numero_unique: valeurs.numero_unique.trim() || null })
    } catch (erreur) {
      const { champs, autres } = ranger(erreur)
      for (const { champ, message } of champs) form.setError(champ as keyof typeof VIDE, { message })
      refuser(autres)
    }
  }

  return (
    <Page etroite>
      <Retour href="/connexion">{texts.connexion.titre}</Retour>
      {retrouver.isSuccess ? (
        <CodeRetrouve onEntree={() => aller('/mon-espace', { replace: true })} onRecommencer={() => retrouver.reset()} />
      ) : (
        <>
          <PageTitle chapo={t.chapo}>{t.titre}</PageTitle>
          <Card>
            <Form form={form} onSubmit={soumettre} autres={autres} label={t.titre}>
              <FormText name="prenom" label={t.prenom} autoComplete="given-name" />
              <FormText name="nom" label={t.nom} aide={t.nomAide} autoComplete="family-name" />
              <FormDate name="ne_le" label={t.neLe} aide={t.neLeAide} naissance />
              <FormText name="numero_unique" label={t.numero} aide={t.numeroAide} facultatif autoComplete="off" />
              <Rangee>
                <Button type="submit" enCours={retrouver.isPending}>
                  {t.envoyer}
                </Button>
              </Rangee>
            </Form>
          </Card>
        </>
      )}
      <Contact />
    </Page>
  )
}
