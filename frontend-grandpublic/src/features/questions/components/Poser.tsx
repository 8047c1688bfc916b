import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { ranger } from '../../../api/erreurs-de-formulaire.ts'
import { maDemandeQuery } from '../../../api/ma-demande.ts'
import { useSession } from '../../../api/session.ts'
import { useTerritoire } from '../../../api/territoire.tsx'
import type { MaDemande } from '../../../api/types.ts'
import { numeroLisible, telephoneLisible } from '../../../lib/numero.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { FormText } from '../../../ui/form/fields.tsx'
import { Form } from '../../../ui/form/Form.tsx'
import { Groupe } from '../../../ui/form/Groupe.tsx'
import { resolver } from '../../../ui/form/resolver.ts'
import { COURRIEL, requis, siRempli, TELEPHONE, z } from '../../../ui/form/schema.ts'
import { Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { proposer, type Reponse } from '../proposer.ts'
import { usePoser } from '../queries.ts'
import { texts } from '../texts.ts'
import { Question } from './Question.tsx'

const t = texts.assistance
const VIDE = { question: '', prenom: '', nom: '', email: '', telephone: '', numero_unique: '' }
type Valeurs = typeof VIDE

const question = z.string().check(z.refine((texte) => texte.trim().length >= 10, { error: t.courte }))
const schemaDeLaQuestion = z.object({ ...Object.fromEntries(Object.keys(VIDE).map((champ) => [champ, z.string()])), question })
const schema = z.object({
  question,
  prenom: requis(t.prenomRequis),
  nom: requis(t.nomRequis),
  email: z.string().check(z.refine((texte) => COURRIEL.test(texte.trim()), { error: t.emailFaux })),
  telephone: siRempli(TELEPHONE, t.telephoneFaux),
  numero_unique: z.string(),
})

/** Ce que la personne connectée n’a pas à récrire. */
const connues = ({ numero_unique, formulaire: { demandeur } }: MaDemande): Valeurs => ({
  ...VIDE,
  prenom: demandeur?.prenoms?.split(',')[0]?.trim() ?? '',
  nom: demandeur?.nom_usage ?? demandeur?.nom_naissance ?? '',
  email: demandeur?.email ?? '',
  telephone: telephoneLisible(demandeur?.telephone ?? ''),
  numero_unique: numeroLisible(numero_unique ?? ''),
})

type Etape = 'question' | 'reponses' | 'envoi' | 'repondu'

/** Ce qui remplace le bouton pressé prend le focus : la page s’y place, un lecteur d’écran le lit. */
const arriver = (cadre: HTMLElement | null) => cadre?.focus()

/** Une question d’abord, les réponses déjà écrites ensuite ; elle ne part que si elles ne suffisent pas. */
export function Poser({ reponses }: { reponses: readonly Reponse[] }) {
  const { code } = useTerritoire()
  const poser = usePoser(code)
  const [etape, passer] = useState<Etape>('question')
  // the same question sent twice after a cut arrives once
  const [cle] = useState(() => crypto.randomUUID())
  const [autres, refuser] = useState<string[]>([])
  const form = useForm<Valeurs>({ defaultValues: VIDE, resolver: resolver(etape === 'envoi' ? schema : (schemaDeLaQuestion as never)), shouldFocusError: false })
  const connecte = Boolean(useSession().data)
  const demande = useQuery({ ...maDemandeQuery, enabled: connecte }).data
  useEffect(() => {
    if (demande) form.reset(connues(demande), { keepDirtyValues: true })
  }, [demande, form])
  const proposees = etape === 'question' ? [] : proposer(reponses, form.getValues('question'))

  async function soumettre(valeurs: Valeurs) {
    if (etape !== 'envoi') return passer(proposer(reponses, valeurs.question).length > 0 ? 'reponses' : 'envoi')
    refuser([])
    try {
      await poser.mutateAsync({ cle, body: { ...valeurs, telephone: valeurs.telephone || null, numero_unique: valeurs.numero_unique.replace(/\s/g, '').toUpperCase() || null } })
    } catch (erreur) {
      const { champs, autres } = ranger(erreur)
      for (const { champ, message } of champs) form.setError(champ as keyof Valeurs, { message })
      refuser(autres)
    }
  }

  if (poser.isSuccess) {
    return (
      <Notice ton="succes" arrivee titre={t.envoyee}>
        <p>{t.envoyeePhrase}</p>
      </Notice>
    )
  }
  if (etape === 'repondu') {
    return (
      <Notice ton="succes" arrivee titre={t.reponduPhrase} suite={<Button allure="secondaire" petit onPress={() => passer('question')}>{t.autre}</Button>}>
        <></>
      </Notice>
    )
  }
  return (
    <Card titre={t.titre} id="poser">
      <p>{t.portee}</p>
      <p>{t.urgence}</p>
      <Form form={form} onSubmit={soumettre} autres={autres} label={t.titre}>
        <FormText name="question" label={t.question} aide={t.questionAide} lignes maxLength={2000} />
        {etape === 'question' && (
          <Rangee>
            <Button type="submit">{t.chercher}</Button>
          </Rangee>
        )}
        {etape !== 'question' && (
          <div ref={arriver} tabIndex={-1} role="status">
            {proposees.length === 0 ? (
              <p>{t.aucune}</p>
            ) : (
              <Groupe titre={t.proposees}>
                {proposees.map(({ question: titre, reponse }, rang) => (
                  <Question key={titre} question={titre} ouverte={rang === 0}>
                    {reponse}
                  </Question>
                ))}
              </Groupe>
            )}
          </div>
        )}
        {etape === 'reponses' && (
          <Rangee>
            <Button onPress={() => passer('repondu')}>{t.repondu}</Button>
            <Button allure="secondaire" onPress={() => passer('envoi')}>
              {t.envoyerQuandMeme}
            </Button>
          </Rangee>
        )}
        {etape === 'envoi' && (
          <>
            <div ref={proposees.length > 0 ? arriver : undefined} tabIndex={-1}>
              <Groupe titre={t.qui}>
                <FormText name="prenom" label={t.prenom} autoComplete="given-name" />
                <FormText name="nom" label={t.nom} autoComplete="family-name" />
                <FormText name="email" label={t.email} type="email" inputMode="email" autoComplete="email" />
                <FormText name="telephone" label={t.telephone} facultatif type="tel" inputMode="tel" autoComplete="tel" largeur="moyen" />
                <FormText name="numero_unique" label={t.numero} aide={t.numeroAide} facultatif autoComplete="off" />
              </Groupe>
            </div>
            <Rangee>
              <Button type="submit" enCours={poser.isPending}>
                {t.envoyer}
              </Button>
            </Rangee>
          </>
        )}
      </Form>
    </Card>
  )
}
