import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { poserErreurs } from '@/api/form-errors.ts'
import { phraseDe } from '@/api/problem.ts'
import { useSession } from '@/api/session.ts'
import type { CompteVue, OrganismeVue } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { ChampListe, ChampTexte } from '@/ui/champs/Champs.tsx'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { agencesQuery, profilsQuery, useCreerCompte, useModifierCompte } from '../queries.ts'
import { textes } from '../texts.ts'

const obligatoire = (message: string) => z.string({ error: message }).trim().min(1, message)

const schema = z.object({
  nom: obligatoire('Saisissez le nom.'),
  prenom: obligatoire('Saisissez le prénom.'),
  email: z.email({ error: 'Saisissez une adresse électronique, par exemple prenom.nom@organisme.fr.' }),
  telephone: z.string().nullish(),
  profil: obligatoire('Choisissez un profil.'),
  agence_id: z.string().nullish(),
})

type Saisie = z.infer<typeof schema>

interface Props {
  /** Where the account is opened. */
  organisme: Pick<OrganismeVue, 'id' | 'nom' | 'type'>
  compte: CompteVue | null
  onFermer: () => void
}

export function FormulaireCompte({ organisme, compte, onFermer }: Props) {
  const [cle] = useState(() => crypto.randomUUID())
  const creer = useCreerCompte(cle)
  const modifier = useModifierCompte()
  const profils = useQuery(profilsQuery)
  const { droits } = useSession()
  // nobody gives more than they have, nor a profile made for others: the server refuses it, the list does not offer it
  const donnables = profils.data?.filter((p) => p.code === compte?.profil || (p.types_organisme.includes(organisme.type) && p.droits.every((d) => droits.includes(d))))
  const agences = useQuery(agencesQuery(organisme.id))
  const form = useForm<Saisie>({
    resolver: zodResolver(schema),
    defaultValues: {
      nom: compte?.nom ?? '',
      prenom: compte?.prenom ?? '',
      email: compte?.email ?? '',
      telephone: compte?.telephone ?? null,
      profil: compte?.profil ?? '',
      agence_id: compte?.agence_id ?? null,
    },
  })
  const { control } = form
  const enregistrer = form.handleSubmit(async ({ email, ...saisie }) => {
    try {
      if (compte) await modifier.mutateAsync({ id: compte.id, saisie: { ...saisie, version: compte.version } })
      else await creer.mutateAsync({ ...saisie, email, organisme_id: organisme.id })
      dire(compte ? 'Le compte est modifié.' : `Le compte est ouvert : un lien d’activation est envoyé à ${email}.`)
      onFermer()
    } catch (refus) {
      poserErreurs(form, refus)
    }
  })
  const erreur = creer.error ?? modifier.error
  return (
    <Dialogue
      ouvert
      large
      titre={compte ? `Modifier le compte de ${compte.prenom} ${compte.nom}` : `Ouvrir un compte, ${organisme.nom}`}
      valider={compte ? 'Enregistrer' : 'Ouvrir le compte'}
      attente={creer.isPending || modifier.isPending}
      erreur={erreur && phraseDe(erreur)}
      onFermer={onFermer}
      onValider={() => void enregistrer()}
    >
      {!compte && <p>{textes.creationCompte}</p>}
      <Rangee>
        <ChampTexte control={control} name="nom" label="Nom" requis />
        <ChampTexte control={control} name="prenom" label="Prénom" requis />
        <ChampTexte control={control} name="email" label="Courriel" type="email" requis desactive={compte !== null} />
        <ChampTexte control={control} name="telephone" label="Téléphone" type="tel" />
        <ChampListe control={control} name="profil" label="Profil" options={donnables ?? []} requis />
        {(agences.data?.length ?? 0) > 0 && (
          <ChampListe control={control} name="agence_id" label="Agence" vide="Aucune" options={(agences.data ?? []).map(({ id, libelle }) => ({ code: id, libelle }))} />
        )}
      </Rangee>
    </Dialogue>
  )
}
