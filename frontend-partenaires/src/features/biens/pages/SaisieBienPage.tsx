import { Button } from '@mantine/core'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { useForm, useWatch, type Control } from 'react-hook-form'
import { useChoixCommunes } from '@/api/communes.ts'
import { poserErreurs } from '@/api/form-errors.ts'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { BienDetail } from '@/api/types.ts'
import { euros } from '@/lib/montants.ts'
import { Avis } from '@/ui/Avis.tsx'
import { dire } from '@/ui/annonces.ts'
import { BoutonLien } from '@/ui/BoutonLien.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { ChampCase, ChampDate, ChampListe, ChampNombre, ChampTexte } from '@/ui/champs/Champs.tsx'
import { ChampRecherche } from '@/ui/champs/ChampRecherche.tsx'
import { PiedDeFormulaire, Pile, Rangee } from '@/ui/champs/Disposition.tsx'
import { ResumeErreurs } from '@/ui/champs/ResumeErreurs.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { conventionsQuery, useCreerBien, useModifierBien } from '../queries.ts'
import { bienSchema, versBien, versSaisie, type Saisie } from '../schema.ts'
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
  const [cle] = useState(() => crypto.randomUUID())
  const [essai, setEssai] = useState(0)
  const creer = useCreerBien(cle)
  const modifier = useModifierBien()
  const navigate = useNavigate()
  const form = useForm<Saisie>({ resolver: zodResolver(bienSchema), defaultValues: versSaisie(bien) })
  const { control } = form
  const erreur = creer.error ?? modifier.error
  const enregistrer = form.handleSubmit(
    async (saisie) => {
      try {
        const suite = bien ? await modifier.mutateAsync({ bien, saisie: versBien(saisie) }) : await creer.mutateAsync(versBien(saisie))
        dire(bien ? 'Le bien est modifié.' : 'La vacance est enregistrée.')
        await navigate({ to: '/biens/$bienId', params: { bienId: suite.id } })
      } catch (refus) {
        poserErreurs(form, refus)
        setEssai((n) => n + 1)
      }
    },
    () => setEssai((n) => n + 1),
  )
  return (
    <form noValidate onSubmit={(event) => void enregistrer(event)}>
      {!bien && <PageHeader titre="Saisir une vacance" sous={textes.vacance} />}
      <Pile>
        <ResumeErreurs erreurs={form.formState.errors} essai={essai} />
        {erreur && Object.keys(form.formState.errors).length === 0 && (
          <Avis ton="erreur" annonce>
            {phraseDe(erreur)}
          </Avis>
        )}
        <Carte titre="Logement">
          <Pile>
            <Rangee colonnes={4}>
              <ChampTexte control={control} name="reference" label="Référence" requis />
              <ChampTexte control={control} name="residence" label="Résidence ou programme" />
              <ChampListe control={control} name="typologie" label="Type" options={useNomenclature('typologie')} requis />
              <ChampNombre control={control} name="surface" label="Surface habitable" unite="m²" decimales requis />
              <ChampTexte control={control} name="adresse" label="Adresse" requis />
              <ChampTexte control={control} name="code_postal" label="Code postal" inputMode="numeric" maxLength={5} requis />
              <Commune control={control} />
              <ChampNombre control={control} name="etage" label="Étage" aide="0 pour le rez-de-chaussée" />
              <ChampNombre control={control} name="annee_construction" label="Année de construction" />
              <ChampTexte control={control} name="chauffage" label="Chauffage" />
              <ChampListe control={control} name="dpe" label="DPE" options={useNomenclature('dpe')} requis />
              <ChampListe control={control} name="ges" label="GES" options={useNomenclature('dpe')} vide="Non connu" />
            </Rangee>
            <Rangee colonnes={3}>
              <ChampCase control={control} name="ascenseur" label="Ascenseur" />
              <ChampCase control={control} name="parking" label="Stationnement" />
              <ChampCase control={control} name="balcon" label="Balcon" />
              <ChampCase control={control} name="jardin" label="Jardin" />
              <ChampCase control={control} name="adapte_handicap" label="Adapté au handicap" />
              <ChampCase control={control} name="qpv" label="En quartier prioritaire (QPV)" />
            </Rangee>
          </Pile>
        </Carte>
        <Carte titre="Loyer et financement" outils={<Mensualite control={control} />}>
          <Rangee colonnes={4}>
            <ChampListe control={control} name="financement" label="Financement" options={useNomenclature('financement')} requis />
            <ChampNombre control={control} name="loyer" label="Loyer" unite="€" decimales requis />
            <ChampNombre control={control} name="charges" label="Charges" unite="€" decimales requis />
            <ChampNombre control={control} name="annexes" label="Loyer des annexes" unite="€" decimales requis />
            <ChampNombre control={control} name="depot_garantie" label="Dépôt de garantie" unite="€" decimales />
          </Rangee>
        </Carte>
        <Carte titre="Disponibilité et réservation">
          <Rangee colonnes={4}>
            <ChampDate control={control} name="disponible_le" label="Disponible le" requis />
            <Reservataire control={control} />
          </Rangee>
        </Carte>
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
          <Button type="submit" loading={form.formState.isSubmitting}>
            {bien ? 'Enregistrer les modifications' : 'Enregistrer la vacance'}
          </Button>
        </PiedDeFormulaire>
      </Pile>
    </form>
  )
}

function Mensualite({ control }: { control: Control<Saisie> }) {
  const montants = useWatch({ control, name: ['loyer', 'charges', 'annexes'] })
  const total = montants.reduce((somme, montant) => somme + (typeof montant === 'number' ? montant : 0), 0)
  return <span>Mensualité : {euros(Math.round(total * 100) / 100)}</span>
}

function Commune({ control }: { control: Control<Saisie> }) {
  const choix = useChoixCommunes([useWatch({ control, name: 'commune' })])
  return <ChampRecherche control={control} name="commune" label="Commune" requis rien="Aucune commune à ce nom" {...choix} />
}

function Reservataire({ control }: { control: Control<Saisie> }) {
  const { data } = useQuery(conventionsQuery)
  const options = [...new Map((data?.items ?? []).map(({ reservataire }) => [reservataire.id, { code: reservataire.id, libelle: reservataire.nom }])).values()]
  return <ChampListe control={control} name="reservataire_id" label="Réservataire" options={options} vide="Non réservé" />
}
