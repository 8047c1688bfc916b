import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { ranger } from '../../../api/erreurs-de-formulaire.ts'
import { maDemandeQuery } from '../../../api/ma-demande.ts'
import { useTerritoire } from '../../../api/territoire.tsx'
import { telephoneLisible } from '../../../lib/numero.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { FormText } from '../../../ui/form/fields.tsx'
import { Form } from '../../../ui/form/Form.tsx'
import { resolver } from '../../../ui/form/resolver.ts'
import { requis, z } from '../../../ui/form/schema.ts'
import { Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { identifiant } from '../identifiant.ts'
import { useChangerIdentifiant, useDemanderCode } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.compte.changer
const adresseSeule = z.object({ identifiant, code: z.string() })
const avecCode = z.object({ identifiant, code: requis(texts.code.requis) })

/** Une autre adresse ne sert à se connecter qu’une fois prouvée par le code qu’elle a reçu ; l’ancienne sert jusque-là. */
export function Identifiant({ actuel }: { actuel: string }) {
  const { code: departement } = useTerritoire()
  const demander = useDemanderCode()
  const changer = useChangerIdentifiant()
  const [autres, refuser] = useState<string[]>([])
  const [envoye, envoyer] = useState<string | null>(null)
  const form = useForm({ defaultValues: { identifiant: '', code: '' }, resolver: resolver(envoye ? avecCode : adresseSeule), shouldFocusError: false })
  // the demande may give an address that nobody has confirmed yet
  const donnee = useQuery(maDemandeQuery).data?.formulaire.demandeur?.email
  const aConfirmer = donnee && donnee.toLowerCase() !== actuel.toLowerCase() ? donnee : null

  async function soumettre({ identifiant: saisi, code }: { identifiant: string; code: string }) {
    refuser([])
    try {
      if (envoye === null) {
        await demander.mutateAsync({ departement, identifiant: saisi.trim() })
        envoyer(saisi.trim())
      } else {
        await changer.mutateAsync({ identifiant: envoye, code: code.replace(/\s/g, '') })
        envoyer(null)
        form.reset()
      }
    } catch (erreur) {
      const { champs, autres } = ranger(erreur)
      for (const { champ, message } of champs) form.setError(champ === 'code' ? 'code' : 'identifiant', { message })
      refuser(autres)
    }
  }

  return (
    <Card titre={t.titre}>
      {changer.isSuccess && envoye === null && (
        <Notice ton="succes" annonce>
          {t.fait}
        </Notice>
      )}
      {aConfirmer && envoye === null && (
        <Notice
          suite={
            <Button allure="secondaire" petit onPress={() => form.setValue('identifiant', aConfirmer)}>
              {t.confirmer}
            </Button>
          }
        >
          {t.donnee(telephoneLisible(aConfirmer))}
        </Notice>
      )}
      <p>{envoye === null ? t.aide : t.codeEnvoye(envoye)}</p>
      <Form form={form} onSubmit={soumettre} autres={autres} label={t.titre}>
        {envoye === null ? (
          <FormText name="identifiant" label={t.nouveau} autoComplete="off" inputMode="email" />
        ) : (
          <FormText name="code" label={texts.code.champ} inputMode="numeric" autoComplete="one-time-code" largeur="court" maxLength={12} />
        )}
        <Rangee>
          <Button type="submit" allure="secondaire" enCours={demander.isPending || changer.isPending}>
            {envoye === null ? t.recevoir : t.valider}
          </Button>
          {envoye !== null && (
            <Button allure="discret" onPress={() => envoyer(null)}>
              {t.autre}
            </Button>
          )}
        </Rangee>
      </Form>
    </Card>
  )
}
