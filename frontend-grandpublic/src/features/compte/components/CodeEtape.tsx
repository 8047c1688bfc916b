import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { ranger } from '../../../api/erreurs-de-formulaire.ts'
import { useTerritoire } from '../../../api/territoire.tsx'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { FormText } from '../../../ui/form/fields.tsx'
import { Form } from '../../../ui/form/Form.tsx'
import { resolver } from '../../../ui/form/resolver.ts'
import { requis, z } from '../../../ui/form/schema.ts'
import { Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { useDemanderCode, useOuvrirSession } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.code
const INSECABLE = '\u00a0'
const schema = z.object({ code: requis(t.requis) })

interface CodeEtapeProps {
  identifiant: string
  onChanger: () => void
  onEntree: () => void
}

export function CodeEtape({ identifiant, onChanger, onEntree }: CodeEtapeProps) {
  const { code: departement } = useTerritoire()
  const [autres, refuser] = useState<string[]>([])
  const ouvrir = useOuvrirSession()
  const renvoyer = useDemanderCode()
  const form = useForm({ defaultValues: { code: '' }, resolver: resolver(schema), shouldFocusError: false })

  async function soumettre({ code }: { code: string }) {
    refuser([])
    try {
      await ouvrir.mutateAsync({ departement, identifiant, code: code.replace(/\s/g, '') })
      onEntree()
    } catch (erreur) {
      const { champs, autres } = ranger(erreur)
      for (const { message } of champs) form.setError('code', { message })
      refuser(autres)
    }
  }

  return (
    <>
      <PageTitle chapo={t.chapo(identifiant.replaceAll(' ', INSECABLE))}>{t.titre}</PageTitle>
      <Card>
        <Form form={form} onSubmit={soumettre} autres={autres} label={t.titre}>
          <FormText name="code" label={t.champ} inputMode="numeric" autoComplete="one-time-code" largeur="court" maxLength={12} />
          <Rangee>
            <Button type="submit" enCours={ouvrir.isPending}>
              {t.valider}
            </Button>
            <Button allure="discret" onPress={onChanger}>
              {t.changer}
            </Button>
          </Rangee>
        </Form>
      </Card>
      <Card titre={t.rien}>
        <ul>
          {t.conseils.map((conseil) => (
            <li key={conseil}>{conseil}</li>
          ))}
        </ul>
        {renvoyer.isSuccess && (
          <Notice ton="succes" annonce>
            {t.renvoye}
          </Notice>
        )}
        {renvoyer.error && (
          <Notice ton="erreur" annonce>
            {phraseDe(renvoyer.error)}
          </Notice>
        )}
        <Rangee>
          <Button allure="secondaire" enCours={renvoyer.isPending} onPress={() => renvoyer.mutate({ departement, identifiant })}>
            {t.renvoyer}
          </Button>
        </Rangee>
      </Card>
    </>
  )
}
