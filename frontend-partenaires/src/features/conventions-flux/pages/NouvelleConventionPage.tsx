import { Button } from '@mantine/core'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { poserErreurs } from '@/api/form-errors.ts'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { ConventionBody } from '@/api/types.ts'
import { aujourdhui } from '@/lib/dates.ts'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonLien } from '@/ui/BoutonLien.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { GardeSaisie } from '@/ui/GardeSaisie.tsx'
import { ChampDate, ChampListe, ChampNombre } from '@/ui/champs/Champs.tsx'
import { PiedDeFormulaire, Pile, Rangee } from '@/ui/champs/Disposition.tsx'
import { ResumeErreurs } from '@/ui/champs/ResumeErreurs.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { organismesQuery, useCreerConvention } from '../queries.ts'
import { textes } from '../texts.ts'

const choix = (message: string) => z.string({ error: message }).min(1, message)

const CONTINGENTS = ['PPRIOR', 'PFONCT', 'COLACT', 'COLTER', 'AUTRES', 'AUCUN'] as const satisfies readonly ConventionBody['type_reservataire'][]
const RELOGEMENTS = ['departement', 'comptes', 'exclus'] as const satisfies readonly ConventionBody['relogements_anru'][]
const GESTIONS = ['directe', 'deleguee'] as const satisfies readonly ConventionBody['mode_gestion'][]

const schema = z
  .object({
    bailleur_id: choix('Choisissez le bailleur.'),
    reservataire_id: choix('Choisissez le réservataire.'),
    type_reservataire: z.enum(CONTINGENTS, { error: 'Choisissez le contingent.' }),
    mode_gestion: z.enum(GESTIONS, { error: 'Choisissez le mode de gestion.' }),
    relogements_anru: z.enum(RELOGEMENTS, { error: 'Dites si les relogements ANRU comptent.' }),
    taux: z.number({ error: 'Saisissez le taux en pourcentage.' }).positive('Saisissez un taux entre 0 et 100.').max(100, 'Saisissez un taux entre 0 et 100.'),
    annee: z.int({ error: 'Saisissez l’année.' }).min(2000, 'Saisissez l’année.').max(2100, 'Saisissez l’année.'),
    objectif: z.int({ error: 'Saisissez l’objectif en nombre de logements.' }).min(0, 'Saisissez l’objectif en nombre de logements.'),
    debut: z.iso.date({ error: 'Saisissez la date de début.' }),
    fin: z.iso.date({ error: 'Saisissez la date de fin.' }),
  })
  .refine(({ debut, fin }) => debut < fin, { path: ['fin'], message: 'La fin doit suivre le début.' })

type Saisie = z.infer<typeof schema>

export function NouvelleConventionPage(): ReactElement {
  const [cle] = useState(() => crypto.randomUUID())
  const [essai, setEssai] = useState(0)
  const annee = Number(aujourdhui().slice(0, 4))
  const organismes = useQuery(organismesQuery)
  const creer = useCreerConvention(cle)
  const navigate = useNavigate()
  const form = useForm<Saisie>({ shouldFocusError: false, resolver: zodResolver(schema), defaultValues: { mode_gestion: 'directe', relogements_anru: 'departement', annee, debut: `${annee}-01-01`, fin: `${annee}-12-31` } })
  const { control } = form
  const { errors, isDirty, isSubmitting } = form.formState
  const options = (bailleur: boolean) =>
    (organismes.data?.items ?? []).filter(({ type }) => (type === 'BAILLEUR') === bailleur).map(({ id, nom }) => ({ code: id, libelle: nom }))
  const enregistrer = form.handleSubmit(
    async (saisie) => {
      try {
        await creer.mutateAsync(saisie)
        dire('La convention est enregistrée.')
        await navigate({ to: '/conventions-de-flux', search: { annee: saisie.annee }, ignoreBlocker: true })
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
        <PageHeader chemin={<Link to="/conventions-de-flux">Conventions de flux</Link>} titre="Saisir une convention" sous={textes.aucuneAide} />
        <Pile>
          <ResumeErreurs erreurs={errors} essai={essai} />
          {creer.error && Object.keys(errors).length === 0 && (
            <Avis ton="erreur" annonce>
              {phraseDe(creer.error)}
            </Avis>
          )}
          <Carte titre="Parties">
            <Rangee colonnes={3}>
              <ChampListe control={control} name="bailleur_id" label="Bailleur" options={options(true)} requis />
              <ChampListe control={control} name="reservataire_id" label="Réservataire" options={options(false)} requis />
              <ChampListe control={control} name="type_reservataire" label="Contingent" options={useNomenclature('type_reservataire').filter(({ code }) => code !== 'AUCUN')} requis />
              <ChampListe control={control} name="mode_gestion" label="Gestion" options={useNomenclature('mode_gestion_flux')} requis />
              <ChampListe control={control} name="relogements_anru" label="Relogements ANRU" aide={textes.relogementsAnru} options={useNomenclature('relogements_anru')} requis />
            </Rangee>
          </Carte>
          <Carte titre="Engagement">
            <Rangee colonnes={3}>
              <ChampNombre control={control} name="annee" label="Année" requis />
              <ChampNombre control={control} name="taux" label="Taux du flux annuel" unite="%" decimales requis />
              <ChampNombre control={control} name="objectif" label="Objectif" aide={textes.objectif} requis />
              <ChampDate control={control} name="debut" label="Début" requis />
              <ChampDate control={control} name="fin" label="Fin" requis />
            </Rangee>
          </Carte>
          <PiedDeFormulaire>
            <BoutonLien to="/conventions-de-flux" variant="default">
              Annuler
            </BoutonLien>
            <Button type="submit" loading={isSubmitting}>
              Enregistrer la convention
            </Button>
          </PiedDeFormulaire>
        </Pile>
      </form>
      <GardeSaisie active={isDirty && !isSubmitting} />
    </>
  )
}
