import { Anchor, Button } from '@mantine/core'
import { zodResolver } from '@hookform/resolvers/zod'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { phraseDe, Problem } from '@/api/problem.ts'
import { Avis } from '@/ui/Avis.tsx'
import { ChampSecret } from '@/ui/champs/Champs.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageSeule } from '@/ui/PageSeule.tsx'
import { useActivation } from '../queries.ts'
import { textes } from '../texts.ts'

const schema = z
  .object({
    nouveau: z.string().min(1, 'Saisissez votre nouvelle phrase de passe.'),
    encore: z.string(),
  })
  .refine((saisie) => saisie.nouveau === saisie.encore, { path: ['encore'], message: 'Les deux saisies sont différentes. Montrez-les pour les comparer.' })

/** Opening the link does nothing: mail scanners open links. Only the button consumes it. */
export function ActivationPage(): ReactElement {
  // in the fragment, which browsers send to no server: the token stays out of logs
  const [jeton] = useState(() => window.location.hash.slice(1))
  const activation = useActivation()
  const perdu = activation.error instanceof Problem && activation.error.code === 'lien-invalide-ou-perime'
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { nouveau: '', encore: '' } })
  return (
    <PageSeule>
      <PageHeader titre="Choisir ma phrase de passe" />
      {activation.error && (
        <Avis ton="erreur" annonce>
          {phraseDe(activation.error)}
        </Avis>
      )}
      {!jeton && <Avis ton="attention">{textes.sansJeton}</Avis>}
      {(!jeton || perdu) && (
        <Button component={Link} to="/oubli" fullWidth size="md" variant={jeton ? 'filled' : 'default'}>
          Recevoir un nouveau lien
        </Button>
      )}
      {activation.isSuccess && (
        <Avis ton="succes" annonce>
          {textes.activationFaite}
        </Avis>
      )}
      {jeton && !activation.isSuccess && (
        <form noValidate onSubmit={form.handleSubmit(({ nouveau }) => activation.mutate({ jeton, mot_de_passe: nouveau }))}>
          <Pile>
            <p>{textes.activationIntro}</p>
            <ChampSecret control={form.control} name="nouveau" label="Nouvelle phrase de passe" aide={textes.phraseDePasse} autoComplete="new-password" requis />
            <ChampSecret control={form.control} name="encore" label="La même, une seconde fois" autoComplete="new-password" requis />
            <Button type="submit" fullWidth size="md" loading={activation.isPending}>
              Activer mon compte
            </Button>
          </Pile>
        </form>
      )}
      <Anchor component={Link} to="/connexion" size="sm">
        {activation.isSuccess ? 'Se connecter' : 'Revenir à la connexion'}
      </Anchor>
    </PageSeule>
  )
}
