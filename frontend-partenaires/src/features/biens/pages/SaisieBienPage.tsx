import { Button } from '@mantine/core'
import { zodResolver } from '@hookform/resolvers/zod'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { useForm } from 'react-hook-form'
import { poserErreurs } from '@/api/form-errors.ts'
import { phraseDe } from '@/api/problem.ts'
import { useSession } from '@/api/session.ts'
import type { BienDetail, ResidenceVue } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonLien } from '@/ui/BoutonLien.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { GardeSaisie } from '@/ui/GardeSaisie.tsx'
import { PiedDeFormulaire, Pile } from '@/ui/champs/Disposition.tsx'
import { ResumeErreurs } from '@/ui/champs/ResumeErreurs.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { ChampsConditions, ChampsLogement, Mensualite } from '../components/Champs.tsx'
import { NouvelleResidence } from '../components/NouvelleResidence.tsx'
import { useCreerBien, useModifierBien, useRelouerBien } from '../queries.ts'
import { bienSchema, conditions, conditionsSchema, versBien, versConditions, versModification, versSaisie, type Conditions, type Saisie } from '../schema.ts'
import { textes } from '../texts.ts'
import { useBien } from '../useBien.ts'

export function NouveauBienPage(): ReactElement {
  return <Formulaire bien={null} />
}

export function ModifierBienPage(): ReactElement {
  const bien = useBien()
  return <Formulaire key={bien.id} bien={bien} />
}

function Formulaire({ bien }: { bien: BienDetail | null }) {
  const { compte } = useSession()
  const [cle] = useState(() => crypto.randomUUID())
  const [essai, setEssai] = useState(0)
  const [creation, setCreation] = useState(false)
  const [residence, setResidence] = useState<ResidenceVue | null>(null)
  const creer = useCreerBien(cle)
  const modifier = useModifierBien()
  const navigate = useNavigate()
  const form = useForm<Saisie>({ shouldFocusError: false, resolver: zodResolver(bienSchema), defaultValues: versSaisie(bien, compte.id) })
  const { dirtyFields, errors, isDirty, isSubmitting } = form.formState
  const erreur = creer.error ?? modifier.error
  const enregistrer = form.handleSubmit(
    async (saisie) => {
      try {
        const suite = bien ? await modifier.mutateAsync({ bien, saisie: versModification(saisie, Object.keys(dirtyFields)) }) : await creer.mutateAsync(versBien(saisie))
        dire(bien ? 'Le bien est modifié.' : 'La vacance est enregistrée.')
        await navigate({ to: '/biens/$bienId', params: { bienId: suite.id }, ignoreBlocker: true })
      } catch (refus) {
        poserErreurs(form, refus)
        setEssai((n) => n + 1)
      }
    },
    () => setEssai((n) => n + 1),
  )
  return (
    <>
      <form noValidate onSubmit={(event) => void enregistrer(event)}>
        {!bien && <PageHeader titre="Saisir une vacance" sous={textes.vacance} />}
        <Pile>
          <ResumeErreurs erreurs={errors} essai={essai} />
          {erreur && Object.keys(errors).length === 0 && (
            <Avis ton="erreur" annonce>
              {phraseDe(erreur)}
            </Avis>
          )}
          <Carte titre="Logement">
            <ChampsLogement control={form.control} residence={residence?.nom ?? bien?.residence?.nom ?? null} onCreerResidence={() => setCreation(true)} />
          </Carte>
          <Carte titre="Disponibilité et loyer" outils={<Mensualite control={form.control} />}>
            <ChampsConditions control={form.control} suiviPar={bien?.charge_de_clientele?.nom ?? null} />
          </Carte>
          <Pied bien={bien} attente={isSubmitting} valider={bien ? 'Enregistrer les modifications' : 'Enregistrer la vacance'} />
        </Pile>
      </form>
      <GardeSaisie active={isDirty && !isSubmitting} />
      {creation && (
        <NouvelleResidence
          connu={connuDeLaResidence(form.getValues())}
          onFermer={() => setCreation(false)}
          onCreee={(creee) => {
            setResidence(creee)
            form.setValue('residence_id', creee.id, { shouldDirty: true })
            setCreation(false)
          }}
        />
      )}
    </>
  )
}

const connuDeLaResidence = ({ adresse, code_postal, commune, annee_construction, qpv }: Partial<Saisie>) => ({
  ...(adresse && { adresse }),
  ...(code_postal && { code_postal }),
  ...(commune && { commune }),
  ...(annee_construction && { annee_construction }),
  qpv: qpv ?? false,
})

export function RelouerBienPage(): ReactElement {
  const bien = useBien()
  const [essai, setEssai] = useState(0)
  const relouer = useRelouerBien()
  const navigate = useNavigate()
  const form = useForm<Conditions>({ shouldFocusError: false, resolver: zodResolver(conditionsSchema), defaultValues: versConditions(bien) })
  const { errors, isDirty, isSubmitting } = form.formState
  const enregistrer = form.handleSubmit(
    async (saisie) => {
      try {
        await relouer.mutateAsync({ bien, conditions: conditions(saisie) })
        dire('La nouvelle vacance est enregistrée.')
        await navigate({ to: '/biens/$bienId', params: { bienId: bien.id }, ignoreBlocker: true })
      } catch (refus) {
        poserErreurs(form, refus)
        setEssai((n) => n + 1)
      }
    },
    () => setEssai((n) => n + 1),
  )
  return (
    <>
      <form noValidate onSubmit={(event) => void enregistrer(event)}>
        <Pile>
          <p>{textes.relouer}</p>
          <ResumeErreurs erreurs={errors} essai={essai} />
          {relouer.error && Object.keys(errors).length === 0 && (
            <Avis ton="erreur" annonce>
              {phraseDe(relouer.error)}
            </Avis>
          )}
          <Carte titre="Nouvelle vacance" outils={<Mensualite control={form.control} />}>
            <ChampsConditions control={form.control} suiviPar={bien?.charge_de_clientele?.nom ?? null} />
          </Carte>
          <Pied bien={bien} attente={isSubmitting} valider="Enregistrer la nouvelle vacance" />
        </Pile>
      </form>
      <GardeSaisie active={isDirty && !isSubmitting} />
    </>
  )
}

function Pied({ bien, attente, valider }: { bien: BienDetail | null; attente: boolean; valider: string }) {
  return (
    <PiedDeFormulaire>
      {bien ? (
        <BoutonLien to="/biens/$bienId" params={{ bienId: bien.id }} variant="default">
          Annuler
        </BoutonLien>
      ) : (
        <BoutonLien to="/biens" variant="default">
          Annuler
        </BoutonLien>
      )}
      <Button type="submit" loading={attente}>
        {valider}
      </Button>
    </PiedDeFormulaire>
  )
}
