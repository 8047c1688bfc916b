import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { useEffect } from 'react'
import { estInterdit, estIntrouvable, phraseDe } from '@/api/problem.ts'
import { BoutonLien } from '@/ui/BoutonLien.tsx'
import { Erreur, Introuvable, SansDroit } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'

const Accueil = () => (
  <BoutonLien to="/" variant="default">
    Revenir à l’accueil
  </BoutonLien>
)

export function PageIntrouvable() {
  return (
    <>
      <PageHeader titre="Page introuvable" />
      <Introuvable titre="Cette adresse ne mène à rien" actions={<Accueil />}>
        Elle est peut-être incomplète, ou ce qu’elle montrait n’est pas dans votre périmètre.
      </Introuvable>
    </>
  )
}

export function PageErreur({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const { reset: oublier } = useQueryErrorResetBoundary()
  useEffect(oublier, [oublier])
  if (estIntrouvable(error)) return <PageIntrouvable />
  if (estInterdit(error)) {
    return (
      <>
        <PageHeader titre="Écran réservé" />
        <SansDroit phrase={phraseDe(error)} />
      </>
    )
  }
  return (
    <>
      <PageHeader titre="Erreur" />
      <Erreur
        phrase={phraseDe(error)}
        onReessayer={() => {
          reset()
          void router.invalidate()
        }}
      />
    </>
  )
}
