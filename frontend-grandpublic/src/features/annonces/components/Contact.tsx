import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { ranger } from '../../../api/erreurs-de-formulaire.ts'
import { maDemandeQuery } from '../../../api/ma-demande.ts'
import { useSession } from '../../../api/session.ts'
import { useTerritoire } from '../../../api/territoire.tsx'
import type { Annonce, MaDemande } from '../../../api/types.ts'
import { numeroLisible, telephoneLisible } from '../../../lib/numero.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { FormText } from '../../../ui/form/fields.tsx'
import { Form } from '../../../ui/form/Form.tsx'
import { resolver } from '../../../ui/form/resolver.ts'
import { COURRIEL, NUMERO_UNIQUE, requis, siRempli, TELEPHONE, z } from '../../../ui/form/schema.ts'
import { Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { useContacter } from '../queries.ts'
import { texts } from '../texts.ts'

const t = texts.contact
const VIDE = { nom: '', prenom: '', email: '', telephone: '', numero_unique: '', message: '' }
type Valeurs = typeof VIDE

const schema = z.object({
  nom: requis(t.requis.nom),
  prenom: requis(t.requis.prenom),
  email: requis(t.requis.email).check(z.refine((texte) => texte.trim() === '' || COURRIEL.test(texte.trim()), { error: t.faux.email })),
  telephone: siRempli(TELEPHONE, t.faux.telephone),
  numero_unique: siRempli(NUMERO_UNIQUE, t.faux.numero),
  message: requis(t.requis.message),
})

/** Ce que la personne connectée n’a pas à récrire. */
function connues({ numero_unique: numero, formulaire: { demandeur } }: MaDemande): Valeurs {
  return {
    ...VIDE,
    nom: demandeur?.nom_usage ?? demandeur?.nom_naissance ?? '',
    prenom: demandeur?.prenoms?.split(',')[0]?.trim() ?? '',
    email: demandeur?.email ?? '',
    telephone: telephoneLisible(demandeur?.telephone ?? ''),
    numero_unique: numeroLisible(numero ?? ''),
  }
}

export function Contact({ annonce }: { annonce: Annonce }) {
  const { code } = useTerritoire()
  const contacter = useContacter(code, annonce.id)
  // the same message sent twice after a cut arrives once
  const [cle] = useState(() => crypto.randomUUID())
  const [autres, refuser] = useState<string[]>([])
  const form = useForm<Valeurs>({ defaultValues: VIDE, resolver: resolver(schema), shouldFocusError: false })
  const connecte = Boolean(useSession().data)
  const demande = useQuery({ ...maDemandeQuery, enabled: connecte }).data
  useEffect(() => {
    if (demande) form.reset(connues(demande), { keepDirtyValues: true })
  }, [demande, form])

  async function soumettre(valeurs: Valeurs) {
    refuser([])
    try {
      await contacter.mutateAsync({
        cle,
        body: {
          ...valeurs,
          telephone: valeurs.telephone || null,
          numero_unique: valeurs.numero_unique.replace(/\s/g, '').toUpperCase() || null,
        },
      })
    } catch (erreur) {
      const { champs, autres } = ranger(erreur)
      for (const { champ, message } of champs) form.setError(champ as keyof Valeurs, { message })
      refuser(autres)
    }
  }

  return (
    <Card titre={t.titre} id="contact">
      {contacter.isSuccess ? (
        <Notice ton="succes" arrivee titre={t.envoye}>
          {t.envoyePhrase}
        </Notice>
      ) : (
        <>
          <p>{t.chapo(annonce.organisme)}</p>
          <Form form={form} onSubmit={soumettre} autres={autres} label={t.titre}>
            <FormText name="prenom" label={t.prenom} autoComplete="given-name" />
            <FormText name="nom" label={t.nom} autoComplete="family-name" />
            <FormText name="email" label={t.email} type="email" inputMode="email" autoComplete="email" />
            <FormText name="telephone" label={t.telephone} facultatif type="tel" inputMode="tel" autoComplete="tel" />
            <FormText name="numero_unique" label={t.numero} facultatif aide={t.numeroAide} />
            <FormText name="message" label={t.message} aide={t.messageAide} lignes />
            <Rangee>
              <Button type="submit" enCours={contacter.isPending}>
                {t.envoyer}
              </Button>
            </Rangee>
          </Form>
        </>
      )}
      {annonce.contact_telephone && (
        <p>
          {t.telephoner} <a href={`tel:${annonce.contact_telephone}`}>{telephoneLisible(annonce.contact_telephone)}</a>
        </p>
      )}
    </Card>
  )
}
