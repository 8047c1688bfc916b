import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm, type FieldPath } from 'react-hook-form'
import { z } from 'zod'
import { useChoixCommunes } from '@/api/communes.ts'
import { phraseDe, Problem } from '@/api/problem.ts'
import type { ResidenceVue } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { ChampCase, ChampNombre, ChampTexte } from '@/ui/champs/Champs.tsx'
import { ChampRecherche } from '@/ui/champs/ChampRecherche.tsx'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { useCreerResidence } from '../queries.ts'
import { textes } from '../texts.ts'

const residence = z.object({
  nom: z.string({ error: 'Saisissez le nom de la résidence.' }).trim().min(1, 'Saisissez le nom de la résidence.'),
  adresse: z.string({ error: 'Saisissez l’adresse.' }).trim().min(1, 'Saisissez l’adresse.'),
  code_postal: z.string({ error: 'Saisissez un code postal à cinq chiffres.' }).regex(/^\d{5}$/, 'Saisissez un code postal à cinq chiffres.'),
  commune: z.string({ error: 'Choisissez la commune.' }).min(1, 'Choisissez la commune.'),
  annee_construction: z.int({ error: 'Saisissez une année à quatre chiffres.' }).min(1500, 'Saisissez une année à quatre chiffres.').nullish(),
  qpv: z.boolean(),
})

/** Under their own name: the dwelling's form, behind, has an address too. */
const schema = z.object({ residence })

type Residence = z.infer<typeof residence>
type Saisie = z.infer<typeof schema>

interface Props {
  /** What the form of the dwelling already says of the place. */
  connu: Partial<Residence>
  onFermer: () => void
  onCreee: (residence: ResidenceVue) => void
}

export function NouvelleResidence({ connu, onFermer, onCreee }: Props) {
  const [cle] = useState(() => crypto.randomUUID())
  const creer = useCreerResidence(cle)
  const form = useForm<Saisie>({ resolver: zodResolver(schema), defaultValues: { residence: { qpv: false, ...connu } } })
  const { control } = form
  const choix = useChoixCommunes([connu.commune])
  const enregistrer = form.handleSubmit(async (saisie) => {
    try {
      const creee = await creer.mutateAsync(saisie.residence)
      dire(`${creee.nom} est dans votre patrimoine.`)
      onCreee(creee)
    } catch (refus) {
      if (!(refus instanceof Problem)) return
      for (const { champ, message } of refus.erreurs) form.setError(`residence.${champ}` as FieldPath<Saisie>, { type: 'server', message })
    }
  })
  return (
    <Dialogue ouvert large titre="Ajouter une résidence" valider="Ajouter" attente={creer.isPending} erreur={creer.error && phraseDe(creer.error)} onFermer={onFermer} onValider={() => void enregistrer()}>
      <p>{textes.residence}</p>
      <Rangee>
        <ChampTexte control={control} name="residence.nom" label="Nom de la résidence" maxLength={200} requis />
        <ChampTexte control={control} name="residence.adresse" label="Adresse" requis />
        <ChampTexte control={control} name="residence.code_postal" label="Code postal" inputMode="numeric" maxLength={5} requis />
        <ChampRecherche control={control} name="residence.commune" label="Commune" requis rien={textes.aucuneCommune} {...choix} />
        <ChampNombre control={control} name="residence.annee_construction" label="Année de construction" />
      </Rangee>
      <ChampCase control={control} name="residence.qpv" label="En quartier prioritaire (QPV)" />
    </Dialogue>
  )
}
