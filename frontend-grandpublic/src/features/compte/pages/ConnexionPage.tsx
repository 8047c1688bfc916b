import { useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { Page } from '../../../ui/Layout.tsx'
import { CodeEtape } from '../components/CodeEtape.tsx'
import { IdentifiantEtape } from '../components/IdentifiantEtape.tsx'
import { retourSur } from '../retour.ts'

export default function ConnexionPage() {
  const [identifiant, envoyerA] = useState<string | null>(null)
  const [, aller] = useLocation()
  const retour = retourSur(useSearch())
  const entrer = () => aller(retour, { replace: true })
  return (
    <Page etroite>
      {identifiant === null ? (
        <IdentifiantEtape onCode={envoyerA} onEntree={entrer} />
      ) : (
        <CodeEtape identifiant={identifiant} onChanger={() => envoyerA(null)} onEntree={entrer} />
      )}
    </Page>
  )
}
