import { Button, TextInput } from '@mantine/core'
import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { phraseDe, Problem } from '@/api/problem.ts'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonPret } from '@/ui/BoutonPret.tsx'
import { ChampSecret, ChampTexte } from '@/ui/champs/Champs.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { useConnexion, type Identifiants } from './queries.ts'
import { textes } from './texts.ts'

const schema = z.object({
  email: z.email({ error: 'Saisissez votre adresse électronique, par exemple prenom.nom@organisme.fr.' }),
  mot_de_passe: z.string().min(1, 'Saisissez votre phrase de passe.'),
})

interface Props {
  email?: string
  onConnecte: () => void
}

const demandeLeCode = (erreur: unknown) => erreur instanceof Problem && erreur.code === 'totp-requis'

/** E-mail and passphrase; then, where the organisme asks for it, the code of an authenticator. */
export function FormulaireConnexion({ email = '', onConnecte }: Props) {
  const [premiers, setPremiers] = useState<Identifiants | null>(null)
  const connexion = useConnexion()
  const form = useForm<Identifiants>({ resolver: zodResolver(schema), defaultValues: { email, mot_de_passe: '' } })
  const connecter = (identifiants: Identifiants) =>
    connexion.mutate(identifiants, {
      onSuccess: onConnecte,
      onError: (erreur) => {
        if (demandeLeCode(erreur)) setPremiers(identifiants)
      },
    })
  const refus = connexion.error && !demandeLeCode(connexion.error) && (
    <Avis ton="erreur" annonce>
      {phraseDe(connexion.error)}
    </Avis>
  )
  if (premiers) {
    return (
      <Pile>
        {refus}
        <SecondCode attente={connexion.isPending} onCode={(code_totp) => connecter({ ...premiers, code_totp })} onRetour={() => setPremiers(null)} />
      </Pile>
    )
  }
  return (
    <Pile>
      {refus}
      <form noValidate onSubmit={form.handleSubmit(connecter)}>
        <Pile>
          <ChampTexte control={form.control} name="email" label="Adresse électronique" type="email" autoComplete="username" requis />
          <ChampSecret control={form.control} name="mot_de_passe" label="Phrase de passe" autoComplete="current-password" requis />
          <Button type="submit" fullWidth size="md" loading={connexion.isPending}>
            Se connecter
          </Button>
        </Pile>
      </form>
    </Pile>
  )
}

interface CodeProps {
  attente: boolean
  onCode: (code: string) => void
  onRetour: () => void
}

const LONGUEUR_DU_CODE = 6

function SecondCode({ attente, onCode, onRetour }: CodeProps) {
  const [code, setCode] = useState('')
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onCode(code)
      }}
    >
      <Pile>
        <TextInput
          ref={(champ) => champ?.focus()}
          label="Code à six chiffres"
          description={textes.totp}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={LONGUEUR_DU_CODE}
          size="lg"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, ''))}
        />
        <BoutonPret type="submit" fullWidth size="md" loading={attente} manque={code.length !== LONGUEUR_DU_CODE && textes.codeIncomplet}>
          Valider le code
        </BoutonPret>
        <Button variant="subtle" onClick={onRetour}>
          Revenir à la phrase de passe
        </Button>
      </Pile>
    </form>
  )
}
