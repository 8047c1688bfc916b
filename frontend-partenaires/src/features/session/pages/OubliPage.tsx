import { Anchor, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonPret } from '@/ui/BoutonPret.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageSeule } from '@/ui/PageSeule.tsx'
import { useOubli } from '../queries.ts'
import { textes } from '../texts.ts'

export function OubliPage(): ReactElement {
  const [email, setEmail] = useState('')
  const oubli = useOubli()
  return (
    <PageSeule>
      <PageHeader titre="Phrase de passe oubliée" />
      {oubli.error && (
        <Avis ton="erreur" annonce>
          {phraseDe(oubli.error)}
        </Avis>
      )}
      {oubli.isSuccess ? (
        <Avis ton="succes" annonce>
          {textes.oubliEnvoye}
        </Avis>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            oubli.mutate(email)
          }}
        >
          <Pile>
            <TextInput label="Adresse électronique" type="email" autoComplete="username" value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
            <BoutonPret type="submit" fullWidth size="md" loading={oubli.isPending} manque={!email.includes('@') && textes.emailIncomplet}>
              Recevoir un lien
            </BoutonPret>
          </Pile>
        </form>
      )}
      <Anchor component={Link} to="/connexion" size="sm">
        Revenir à la connexion
      </Anchor>
    </PageSeule>
  )
}
