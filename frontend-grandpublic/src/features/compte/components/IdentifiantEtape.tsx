import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Link } from 'wouter'
import { ranger } from '../../../api/erreurs-de-formulaire.ts'
import { useTerritoire } from '../../../api/territoire.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { FormPassword, FormText } from '../../../ui/form/fields.tsx'
import { Form } from '../../../ui/form/Form.tsx'
import { resolver } from '../../../ui/form/resolver.ts'
import { requis, z } from '../../../ui/form/schema.ts'
import { Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { derniereMethode } from '../methode.ts'
import { useDemanderCode, useOuvrirSession } from '../queries.ts'
import { identifiant } from '../identifiant.ts'
import { texts } from '../texts.ts'

const t = texts.connexion

const parCode = z.object({ identifiant, motDePasse: z.string() })
const parMotDePasse = z.object({ identifiant, motDePasse: requis(t.motDePasseRequis) })

interface IdentifiantEtapeProps {
  onCode: (identifiant: string) => void
  onEntree: () => void
}

export function IdentifiantEtape({ onCode, onEntree }: IdentifiantEtapeProps) {
  const { code: departement } = useTerritoire()
  const [derniere] = useState(derniereMethode)
  const [avecMotDePasse, choisir] = useState(derniere === 'mot-de-passe')
  const [autres, refuser] = useState<string[]>([])
  const demander = useDemanderCode()
  const ouvrir = useOuvrirSession()
  const form = useForm({
    defaultValues: { identifiant: '', motDePasse: '' },
    resolver: resolver(avecMotDePasse ? parMotDePasse : parCode),
    shouldFocusError: false,
  })

  async function soumettre(valeurs: { identifiant: string; motDePasse: string }) {
    const saisi = valeurs.identifiant.trim()
    refuser([])
    try {
      if (avecMotDePasse) {
        await ouvrir.mutateAsync({ departement, identifiant: saisi, mot_de_passe: valeurs.motDePasse })
        onEntree()
      } else {
        await demander.mutateAsync({ departement, identifiant: saisi })
        onCode(saisi)
      }
    } catch (erreur) {
      const { champs, autres } = ranger(erreur)
      for (const { champ, message } of champs) form.setError(champ === 'mot_de_passe' ? 'motDePasse' : 'identifiant', { message })
      refuser(autres)
    }
  }

  return (
    <>
      <PageTitle chapo={t.chapo}>{t.titre}</PageTitle>
      {derniere && <Notice>{t.derniere[derniere]}</Notice>}
      <Card>
        <Form form={form} onSubmit={soumettre} autres={autres} label={t.titre}>
          <FormText name="identifiant" label={t.identifiant} aide={t.identifiantAide} autoComplete="username" inputMode="email" />
          {avecMotDePasse && <FormPassword name="motDePasse" label={t.motDePasse} autoComplete="current-password" />}
          <Rangee>
            <Button type="submit" enCours={demander.isPending || ouvrir.isPending}>
              {avecMotDePasse ? t.entrer : t.recevoir}
            </Button>
            <Button allure="discret" onPress={() => choisir(!avecMotDePasse)}>
              {avecMotDePasse ? t.parCode : t.parMotDePasse}
            </Button>
          </Rangee>
        </Form>
      </Card>
      <p>{t.premiere}</p>
      <p>
        {t.perdu} <Link href="/retrouver">{t.retrouver}</Link>
      </p>
    </>
  )
}
