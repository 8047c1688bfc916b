import { Anchor } from '@mantine/core'
import { Link, useNavigate, useRouter } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { useRecherche } from '@/lib/useRecherche.ts'
import { Avis } from '@/ui/Avis.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { FormulaireConnexion } from '../FormulaireConnexion.tsx'
import { PageSeule } from '@/ui/PageSeule.tsx'
import { textes } from '../texts.ts'

export function ConnexionPage(): ReactElement {
  const [{ retour, phrase }] = useRecherche<{ retour?: string; phrase?: string }>()
  const navigate = useNavigate()
  const router = useRouter()
  return (
    <PageSeule>
      <PageHeader titre="Se connecter" />
      {phrase && <Avis ton="succes">{textes.phraseChangee}</Avis>}
      <FormulaireConnexion onConnecte={() => (retour ? router.history.push(retour) : void navigate({ to: '/' }))} />
      <Anchor component={Link} to="/oubli" size="sm">
        J’ai oublié ma phrase de passe
      </Anchor>
      <Avis ton="verrou">
        <p>{textes.engagement}</p>
        <Link to="/aide">Lire la charte de déontologie</Link>
      </Avis>
    </PageSeule>
  )
}
