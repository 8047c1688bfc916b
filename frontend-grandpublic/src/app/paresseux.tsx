import { useEffect, useState, type ComponentType } from 'react'
import { Button } from '../ui/Button.tsx'
import { Page } from '../ui/Layout.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { texts } from './texts.ts'

type Charger<P> = () => Promise<{ default: ComponentType<P> }>

export interface Paresseux<P> {
  (props: P): React.ReactNode
  /** Va chercher la page sans l’afficher. */
  precharger: () => Promise<void>
}

const Attente = () => (
  <Page etroite>
    <h1 className="invisible">{texts.chargement}</h1>
    <Skeleton />
  </Page>
)

function Coupure({ onReessayer }: { onReessayer: () => void }) {
  return (
    <Page etroite>
      <PageTitle>{texts.coupure.titre}</PageTitle>
      <Notice ton="attention" annonce suite={<Button allure="secondaire" petit onPress={onReessayer}>{texts.coupure.reessayer}</Button>}>
        <p>{texts.coupure.phrase}</p>
      </Notice>
    </Page>
  )
}

/**
 * A page that comes in its own file. When the file cannot come, the person stays in the portal, is told so, and the page
 * appears by itself once the network is back; a browser that remembers the failure gets one reload.
 */
export function paresseux<P extends object>(charger: Charger<P>, attente: React.ReactNode = <Attente />): Paresseux<P> {
  let chargee: ComponentType<P> | undefined
  let enCours: Promise<void> | undefined
  const precharger = () =>
    (enCours ??= charger().then(
      (module) => {
        chargee = module.default
      },
      (cause: unknown) => {
        enCours = undefined
        throw cause
      },
    ))

  function PageParesseuse(props: P) {
    const [essais, essayer] = useState(0)
    const [prete, avancer] = useState(chargee !== undefined)
    const [echec, echouer] = useState(false)
    useEffect(() => {
      if (prete) return undefined
      let ici = true
      precharger().then(
        () => ici && avancer(true),
        () => ici && (essais > 1 && navigator.onLine ? location.reload() : echouer(true)),
      )
      return () => {
        ici = false
      }
    }, [prete, essais])
    useEffect(() => {
      if (!echec) return undefined
      const reprendre = () => essayer((n) => n + 1)
      window.addEventListener('online', reprendre)
      return () => window.removeEventListener('online', reprendre)
    }, [echec])
    const Chargee = chargee
    if (Chargee) return <Chargee {...props} />
    return echec ? <Coupure onReessayer={() => essayer((n) => n + 1)} /> : attente
  }
  return Object.assign(PageParesseuse, { precharger })
}
