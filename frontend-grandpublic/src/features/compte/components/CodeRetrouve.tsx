import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { ranger } from '../../../api/erreurs-de-formulaire.ts'
import { useTerritoire } from '../../../api/territoire.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { FormText } from '../../../ui/form/fields.tsx'
import { Form } from '../../../ui/form/Form.tsx'
import { resolver } from '../../../ui/form/resolver.ts'
import { requis, z } from '../../../ui/form/schema.ts'
import { Rangee } from '../../../ui/Layout.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { identifiant } from '../identifiant.ts'
import { useOuvrirSession } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.retrouver
const schema = z.object({ identifiant, code: requis(texts.code.requis) })

interface CodeRetrouveProps {
  onEntree: () => void
  onRecommencer: () => void
}

/** Où le code est arrivé dit avec quoi l’on se connecte : personne d’autre ne peut le savoir. */
export function CodeRetrouve({ onEntree, onRecommencer }: CodeRetrouveProps) {
  const { code: departement } = useTerritoire()
  const [autres, refuser] = useState<string[]>([])
  const ouvrir = useOuvrirSession()
  const form = useForm({ defaultValues: { identifiant: '', code: '' }, resolver: resolver(schema), shouldFocusError: false })

  async function soumettre(valeurs: { identifiant: string; code: string }) {
    refuser([])
    try {
      await ouvrir.mutateAsync({ departement, identifiant: valeurs.identifiant.trim(), code: valeurs.code.replace(/\s/g, '') })
      onEntree()
    } catch (erreur) {
      const { champs, autres } = ranger(erreur)
      for (const { champ, message } of champs) form.setError(champ === 'code' ? 'code' : 'identifiant', { message })
      refuser(autres)
    }
  }

  return (
    <>
      <PageTitle chapo={t.parti}>{t.partiTitre}</PageTitle>
      <Card>
        <Form form={form} onSubmit={soumettre} autres={autres} label={t.partiTitre}>
          <FormText name="identifiant" label={t.ou} aide={t.ouAide} autoComplete="username" inputMode="email" />
          <FormText name="code" label={texts.code.champ} inputMode="numeric" autoComplete="one-time-code" largeur="court" maxLength={12} />
          <Rangee>
            <Button type="submit" enCours={ouvrir.isPending}>
              {texts.code.valider}
            </Button>
            <Button allure="discret" onPress={onRecommencer}>
              {t.recommencer}
            </Button>
          </Rangee>
        </Form>
      </Card>
    </>
  )
}
