import { Button } from '@mantine/core'
import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { poserErreurs } from '@/api/form-errors.ts'
import { phraseDe } from '@/api/problem.ts'
import { versInstant } from '@/lib/dates.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { GardeSaisie } from '@/ui/GardeSaisie.tsx'
import { ChampTexte, ChampZone } from '@/ui/champs/Champs.tsx'
import { PiedDeFormulaire, Pile, Rangee } from '@/ui/champs/Disposition.tsx'
import { ResumeErreurs } from '@/ui/champs/ResumeErreurs.tsx'
import { textes } from '../texts.ts'

/** What a datetime-local field holds: Paris time, to the minute. */
const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/

const schema = z
  .object({
    titre: z.string({ error: 'Saisissez le titre de l’annonce.' }).trim().min(5, 'Saisissez un titre d’au moins cinq caractères.').max(120, 'Le titre compte 120 caractères au plus.'),
    description: z.string({ error: 'Décrivez le logement.' }).trim().min(20, 'Décrivez le logement en une phrase au moins.'),
    du: z.string({ error: 'Saisissez le début de la diffusion.' }).regex(LOCAL, 'Saisissez le début de la diffusion.'),
    au: z.string({ error: 'Saisissez la fin de la diffusion.' }).regex(LOCAL, 'Saisissez la fin de la diffusion.'),
    contact_nom: z.string().nullish(),
    contact_email: z.email({ error: 'Saisissez une adresse électronique, par exemple agence@bailleur.fr.' }).nullish(),
    contact_telephone: z.string().nullish(),
  })
  .refine(({ du, au }) => du < au, { path: ['au'], message: 'La fin doit suivre le début.' })
  .refine(({ contact_email, contact_telephone }) => Boolean(contact_email) || Boolean(contact_telephone), {
    path: ['contact_email'],
    message: 'Saisissez une adresse électronique ou un téléphone de contact.',
  })

export type Saisie = z.infer<typeof schema>

interface Props {
  valeurs: Partial<Saisie>
  valider: string
  onAnnuler: () => void
  /** Dates as instants, as the contract wants them. */
  onValider: (saisie: Saisie) => Promise<void>
}

export function FormulaireAnnonce({ valeurs, valider, onAnnuler, onValider }: Props) {
  const [essai, setEssai] = useState(0)
  const [erreur, setErreur] = useState<string | null>(null)
  const form = useForm<Saisie>({ shouldFocusError: false, resolver: zodResolver(schema), defaultValues: valeurs })
  const { control } = form
  const { errors, isDirty, isSubmitting } = form.formState
  const enregistrer = form.handleSubmit(
    async (saisie) => {
      setErreur(null)
      try {
        await onValider({ ...saisie, du: versInstant(saisie.du), au: versInstant(saisie.au) })
      } catch (refus) {
        poserErreurs(form, refus)
        setErreur(phraseDe(refus))
        setEssai((n) => n + 1)
      }
    },
    () => setEssai((n) => n + 1),
  )
  return (
    <>
      <form noValidate onSubmit={(event) => void enregistrer(event)}>
        <Carte titre="Annonce">
          <Pile>
            <ResumeErreurs erreurs={errors} essai={essai} />
            {erreur && Object.keys(errors).length === 0 && (
              <Avis ton="erreur" annonce>
                {erreur}
              </Avis>
            )}
            <ChampTexte control={control} name="titre" label="Titre" maxLength={120} requis />
            <ChampZone control={control} name="description" label="Description" maxLength={2000} requis />
            <Rangee colonnes={3}>
              <ChampTexte control={control} name="du" label="En ligne du" type="datetime-local" requis />
              <ChampTexte control={control} name="au" label="Au" type="datetime-local" requis />
              <ChampTexte control={control} name="contact_nom" label="Nom du contact" maxLength={80} />
              <ChampTexte control={control} name="contact_email" label="Courriel de contact" aide={textes.courriel} type="email" />
              <ChampTexte control={control} name="contact_telephone" label="Téléphone de contact" type="tel" />
            </Rangee>
            <PiedDeFormulaire>
              <Button variant="default" onClick={onAnnuler}>
                Annuler
              </Button>
              <Button type="submit" loading={isSubmitting}>
                {valider}
              </Button>
            </PiedDeFormulaire>
          </Pile>
        </Carte>
      </form>
      <GardeSaisie active={isDirty && !isSubmitting} />
    </>
  )
}
