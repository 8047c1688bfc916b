import { Button } from '@mantine/core'
import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { poserErreurs } from '@/api/form-errors.ts'
import { phraseDe } from '@/api/problem.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { ChampDate, ChampTexte, ChampZone } from '@/ui/champs/Champs.tsx'
import { PiedDeFormulaire, Pile, Rangee } from '@/ui/champs/Disposition.tsx'
import { ResumeErreurs } from '@/ui/champs/ResumeErreurs.tsx'

const schema = z
  .object({
    titre: z.string({ error: 'Saisissez le titre de l’annonce.' }).trim().min(5, 'Saisissez un titre d’au moins cinq caractères.').max(120, 'Le titre compte 120 caractères au plus.'),
    description: z.string({ error: 'Décrivez le logement.' }).trim().min(20, 'Décrivez le logement en une phrase au moins.').max(4000, 'La description compte 4 000 caractères au plus.'),
    du: z.iso.date({ error: 'Saisissez le premier jour de diffusion.' }),
    au: z.iso.date({ error: 'Saisissez le dernier jour de diffusion.' }),
    contact_email: z.email({ error: 'Saisissez une adresse électronique, par exemple agence@bailleur.fr.' }).nullish(),
    contact_telephone: z.string().nullish(),
  })
  .refine(({ du, au }) => du <= au, { path: ['au'], message: 'Le dernier jour doit suivre le premier.' })
  .refine(({ contact_email, contact_telephone }) => Boolean(contact_email) || Boolean(contact_telephone), {
    path: ['contact_email'],
    message: 'Saisissez une adresse électronique ou un téléphone de contact.',
  })

export type Saisie = z.infer<typeof schema>

interface Props {
  valeurs: Partial<Saisie>
  valider: string
  onAnnuler: () => void
  onValider: (saisie: Saisie) => Promise<void>
}

export function FormulaireAnnonce({ valeurs, valider, onAnnuler, onValider }: Props) {
  const [essai, setEssai] = useState(0)
  const [erreur, setErreur] = useState<string | null>(null)
  const form = useForm<Saisie>({ resolver: zodResolver(schema), defaultValues: valeurs })
  const { control } = form
  const enregistrer = form.handleSubmit(
    async (saisie) => {
      setErreur(null)
      try {
        await onValider(saisie)
      } catch (refus) {
        poserErreurs(form, refus)
        setErreur(phraseDe(refus))
        setEssai((n) => n + 1)
      }
    },
    () => setEssai((n) => n + 1),
  )
  return (
    <form noValidate onSubmit={(event) => void enregistrer(event)}>
      <Carte titre="Annonce">
        <Pile>
          <ResumeErreurs erreurs={form.formState.errors} essai={essai} />
          {erreur && Object.keys(form.formState.errors).length === 0 && (
            <Avis ton="erreur" annonce>
              {erreur}
            </Avis>
          )}
          <ChampTexte control={control} name="titre" label="Titre" maxLength={120} requis />
          <ChampZone control={control} name="description" label="Description" maxLength={4000} requis />
          <Rangee colonnes={4}>
            <ChampDate control={control} name="du" label="En ligne du" requis />
            <ChampDate control={control} name="au" label="Au" requis />
            <ChampTexte control={control} name="contact_email" label="Courriel de contact" type="email" />
            <ChampTexte control={control} name="contact_telephone" label="Téléphone de contact" type="tel" />
          </Rangee>
          <PiedDeFormulaire>
            <Button variant="default" onClick={onAnnuler}>
              Annuler
            </Button>
            <Button type="submit" loading={form.formState.isSubmitting}>
              {valider}
            </Button>
          </PiedDeFormulaire>
        </Pile>
      </Carte>
    </form>
  )
}
