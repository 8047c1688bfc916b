import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { ranger } from '../../../api/erreurs-de-formulaire.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { FormPassword } from '../../../ui/form/fields.tsx'
import { Form } from '../../../ui/form/Form.tsx'
import { resolver } from '../../../ui/form/resolver.ts'
import { requis, z } from '../../../ui/form/schema.ts'
import { Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { useChangerMotDePasse } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.compte.motDePasse
// how long it must be is the server's rule, and its sentence
const schema = z.object({ nouveau: requis(t.requis) })

export function MotDePasse({ existe }: { existe: boolean }) {
  const changer = useChangerMotDePasse()
  const [autres, refuser] = useState<string[]>([])
  const form = useForm({ defaultValues: { nouveau: '' }, resolver: resolver(schema), shouldFocusError: false })

  async function soumettre(valeurs: { nouveau: string }) {
    refuser([])
    try {
      await changer.mutateAsync(valeurs)
      form.reset()
    } catch (erreur) {
      const { champs, autres } = ranger(erreur)
      for (const { message } of champs) form.setError('nouveau', { message })
      refuser(autres)
    }
  }

  const titre = existe ? t.changer : t.creer
  return (
    <Card titre={titre}>
      <p>{t.aide}</p>
      {changer.isSuccess && (
        <Notice ton="succes" annonce>
          {t.fait}
        </Notice>
      )}
      <Form form={form} onSubmit={soumettre} autres={autres} label={titre}>
        <FormPassword name="nouveau" label={t.nouveau} autoComplete="new-password" />
        <Rangee>
          <Button type="submit" allure="secondaire" enCours={changer.isPending}>
            {t.enregistrer}
          </Button>
        </Rangee>
      </Form>
    </Card>
  )
}
