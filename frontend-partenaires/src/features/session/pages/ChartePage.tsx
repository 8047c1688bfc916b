import { Button, Checkbox } from '@mantine/core'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { useSession } from '@/api/session.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonPret } from '@/ui/BoutonPret.tsx'
import { Rang } from '@/ui/champs/Disposition.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageSeule } from '@/ui/PageSeule.tsx'
import { useCharte, useDeconnexion } from '../queries.ts'
import { textes } from '../texts.ts'
import styles from './ChartePage.module.css'

export function ChartePage(): ReactElement {
  const { charte } = useSession()
  const [{ retour }] = useRecherche<{ retour?: string }>()
  const [lue, setLue] = useState(false)
  const accepter = useCharte()
  const quitter = useDeconnexion()
  const navigate = useNavigate()
  const router = useRouter()
  return (
    <PageSeule large>
      <PageHeader titre="Charte de déontologie" sous={`Version ${charte.version}. ${textes.charte}`} />
      {accepter.error && (
        <Avis ton="erreur" annonce>
          {phraseDe(accepter.error)}
        </Avis>
      )}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
      <div className={styles.texte} tabIndex={0} role="region" aria-label="Texte de la charte">
        {charte.texte.split(/\n{2,}/).map((paragraphe, rang) => (
          <p key={rang}>{paragraphe}</p>
        ))}
      </div>
      <Checkbox label="J’ai lu la charte et je m’engage à la respecter" checked={lue} onChange={(event) => setLue(event.currentTarget.checked)} />
      <Rang fin>
        <Button variant="default" onClick={() => quitter.mutate()}>
          Me déconnecter
        </Button>
        <BoutonPret
          manque={!lue && textes.charteALire}
          loading={accepter.isPending}
          onClick={() => accepter.mutate(charte.version, { onSuccess: () => (retour ? router.history.push(retour) : void navigate({ to: '/' })) })}
        >
          Accepter et continuer
        </BoutonPret>
      </Rang>
    </PageSeule>
  )
}
