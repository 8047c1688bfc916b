import { Button, Drawer } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { Outlet, useMatches } from '@tanstack/react-router'
import { peut, useSession, type Droit } from '@/api/session.ts'
import { useNouvelleVersion } from '@/api/version.ts'
import { AideContextuelle } from '@/features/aide/AideContextuelle.tsx'
import { Reconnexion } from '@/features/session/Reconnexion.tsx'
import { SansDroit } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Barre } from './Barre.tsx'
import { Menu } from './Menu.tsx'
import { NavigationRapide } from './NavigationRapide.tsx'
import styles from './Shell.module.css'

export function Shell() {
  const [menu, { open: ouvrirMenu, close: fermerMenu }] = useDisclosure(false)
  const [recherche, { open: ouvrirRecherche, close: fermerRecherche }] = useDisclosure(false)
  const [aide, { open: ouvrirAide, close: fermerAide }] = useDisclosure(false)
  useHotkeys([['mod+K', ouvrirRecherche]], [])
  return (
    <div className={styles.shell}>
      <a href="#contenu" className={styles.evitement}>
        Aller au contenu
      </a>
      <VersionNouvelle />
      <Barre onMenu={ouvrirMenu} onRecherche={ouvrirRecherche} onAide={ouvrirAide} />
      <div className={styles.cote}>
        <Menu />
      </div>
      <Drawer.Root opened={menu} onClose={fermerMenu} size={270} lockScroll={false}>
        <Drawer.Overlay />
        <Drawer.Content aria-label="Menu">
          <Drawer.CloseButton aria-label="Fermer le menu" className={styles.fermer} />
          <Menu onChoix={fermerMenu} />
        </Drawer.Content>
      </Drawer.Root>
      <main id="contenu" tabIndex={-1} className={styles.contenu}>
        <Garde />
      </main>
      <Reconnexion />
      <NavigationRapide ouverte={recherche} onFermer={fermerRecherche} />
      <AideContextuelle ouverte={aide} onFermer={fermerAide} />
    </div>
  )
}

/** The page of a right that one lacks says so instead of failing request after request. */
function Garde() {
  const session = useSession()
  const droits = useMatches({ select: (matches) => matches.map((match) => match.staticData.droit).filter((droit): droit is Droit => droit !== undefined) })
  if (droits.every((droit) => peut(session, droit))) return <Outlet />
  return (
    <>
      <PageHeader titre="Écran réservé" />
      <SansDroit />
    </>
  )
}

function VersionNouvelle() {
  if (!useNouvelleVersion()) return null
  return (
    <div className={styles.version} role="status">
      <p>Une nouvelle version du fichier partagé est en place. Terminez votre saisie, puis rechargez la page.</p>
      <Button size="compact-sm" variant="default" onClick={() => location.reload()}>
        Recharger
      </Button>
    </div>
  )
}
