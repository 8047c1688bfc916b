import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useForm, type DefaultValues, type FieldValues, type Path, type UseFormReturn } from 'react-hook-form'
import { useLocation, useSearch } from 'wouter'
import { safeParse } from 'zod/v4/core'
import { ranger } from '../../../api/erreurs-de-formulaire.ts'
import { maDemandeQuery } from '../../../api/ma-demande.ts'
import { Problem } from '../../../api/problem.ts'
import type { Controle, Formulaire, MaDemande } from '../../../api/types.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { Button, ButtonLink } from '../../../ui/Button.tsx'
import { AidesDesChamps } from '../../../ui/form/aides.ts'
import { Form } from '../../../ui/form/Form.tsx'
import { resolver } from '../../../ui/form/resolver.ts'
import type { z } from '../../../ui/form/schema.ts'
import { Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { aideDuChamp } from '../aides.ts'
import { lireSaisie, oublierSaisie, type Sections } from '../brouillon.ts'
import { useDemande, useEnvoi } from '../contexte.tsx'
import { etapeDuChamp, precedente, RECAPITULATIF, suivante, type CodeEtape } from '../etapes.ts'
import { useSaisieGardee } from '../saisie.ts'
import { texts } from '../texts.ts'

const t = texts.page

interface EtapeFormulaireProps<V extends FieldValues> {
  etape: CodeEtape
  schema: z.core.$ZodType
  lire: (formulaire: Formulaire) => V
  ecrire: (valeurs: V, formulaire: Formulaire) => Sections
  /** Ce qui part à part une fois la rubrique enregistrée, et rend les erreurs à montrer. */
  ensuite?: (valeurs: V, demande: MaDemande | null) => Promise<{ champ: string; message: string }[]>
  /** Ce qui ne doit jamais s’écrire dans le navigateur. */
  sansTrace?: (valeurs: V) => V
  children: (form: UseFormReturn<V>) => ReactNode
}

const manquants = (controles: readonly Controle[], etape: CodeEtape) =>
  controles.filter(({ champ, niveau }) => niveau === 'bloquant' && etapeDuChamp(champ) === etape)

/** Une étape : ses champs, son enregistrement, ce que le serveur y trouve à compléter, et où aller ensuite. */
export function EtapeFormulaire<V extends FieldValues>({ etape, schema, lire, ecrire, ensuite, sansTrace, children }: EtapeFormulaireProps<V>) {
  const { demande, formulaire } = useDemande()
  const { envoi } = useEnvoi(demande.id)
  const queries = useQueryClient()
  const [, aller] = useLocation()
  const depuisRecapitulatif = new URLSearchParams(useSearch()).has('relecture')
  const [retrouvee, retrouver] = useState(() => lireSaisie<V>(demande.id, etape))
  const [autres, refuser] = useState<string[]>([])
  const [incomplete, laisser] = useState(false)
  const [enCours, occuper] = useState(false)
  const form = useForm<V>({
    defaultValues: { ...lire(formulaire), ...retrouvee } as DefaultValues<V>,
    resolver: resolver(schema),
    shouldFocusError: false,
  })

  const garder = useSaisieGardee({ form, demande: demande.id, etape, sansTrace })
  const arrivee = depuisRecapitulatif ? RECAPITULATIF : suivante(etape)
  const montrer = (erreurs: readonly { champ: string; message: string }[]) => {
    for (const { champ, message } of erreurs) form.setError(champ as Path<V>, { type: 'serveur', message })
  }

  async function finirPlusTard() {
    garder()
    occuper(true)
    const { success, data } = safeParse(schema, form.getValues())
    try {
      // a wrong shape holds nobody back: what was typed is kept on this phone
      if (success) await envoi.enregistrer(etape, ecrire(data as V, formulaire), formulaire)
      aller('/mon-espace')
    } catch (erreur) {
      if (erreur instanceof Problem) aller('/mon-espace')
      else refuser([phraseDe(erreur)])
    } finally {
      occuper(false)
    }
  }

  async function soumettre(valeurs: V) {
    garder()
    refuser([])
    laisser(false)
    occuper(true)
    try {
      const recue = await envoi.enregistrer(etape, ecrire(valeurs, formulaire), formulaire)
      const aMontrer = [...((await ensuite?.(valeurs, recue)) ?? [])]
      // what left apart may have completed the demande: the freshest view says what is still missing
      const aJour = recue && (queries.getQueryData(maDemandeQuery.queryKey) ?? recue)
      if (aJour) aMontrer.push(...manquants(aJour.controles, etape).filter(({ champ }) => !aMontrer.some((autre) => autre.champ === champ)))
      if (aMontrer.length === 0) aller(`/demande/${arrivee}`)
      else {
        laisser(true)
        montrer(aMontrer)
      }
    } catch (erreur) {
      const { champs, autres } = ranger(erreur)
      montrer(champs)
      refuser(autres)
    } finally {
      occuper(false)
    }
  }

  const avant = precedente(etape)
  return (
    <>
      {retrouvee && (
        <Notice
          suite={
            <Button
              allure="discret"
              petit
              onPress={() => {
                oublierSaisie(demande.id, etape)
                retrouver(null)
                form.reset(lire(formulaire))
              }}
            >
              {t.effacer}
            </Button>
          }
        >
          {t.retrouvee}
        </Notice>
      )}
      <Form form={form} onSubmit={soumettre} onInvalid={() => laisser(false)} autres={autres} acquis={incomplete ? (demande.numero_unique === null ? t.manque : t.manqueEnregistree) : undefined} label={texts.etapes[etape].titre}>
        <AidesDesChamps value={aideDuChamp}>{children(form)}</AidesDesChamps>
        <Rangee>
          <Button type="submit" enCours={enCours}>
            {t.continuer}
          </Button>
          {incomplete && (
            <ButtonLink href={`/demande/${arrivee}`} allure="secondaire">
              {t.completer}
            </ButtonLink>
          )}
        </Rangee>
        <Rangee>
          {avant && (
            <ButtonLink href={`/demande/${avant}`} allure="discret" petit>
              {t.precedent}
            </ButtonLink>
          )}
          <ButtonLink href="/mon-espace" allure="discret" petit onClick={form.formState.isDirty ? () => void finirPlusTard() : undefined}>
            {t.arreter}
          </ButtonLink>
        </Rangee>
      </Form>
    </>
  )
}
