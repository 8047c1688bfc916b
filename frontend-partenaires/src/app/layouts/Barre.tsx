import { ActionIcon, Menu as MenuDeroulant, NativeSelect } from '@mantine/core'
import { IconBuildings, IconChevronDown, IconHelp, IconLogout, IconMenu2, IconSearch, IconStar, IconStarFilled, IconUserCircle } from '@tabler/icons-react'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/api/client.ts'
import { phraseDe } from '@/api/problem.ts'
import { sessionQuery, useSession } from '@/api/session.ts'
import { dire, oublierLesMessages } from '@/ui/annonces.ts'
import { Sigle } from '@/ui/Sigle.tsx'
import { accueilQuery, useRangerFavoris } from '@/features/accueil/queries.ts'
import { useDeconnexion } from '@/features/session/queries.ts'
import styles from './Barre.module.css'

interface Props {
  onMenu: () => void
  onRecherche: () => void
  onAide: () => void
}

export function Barre({ onMenu, onRecherche, onAide }: Props) {
  const { organisme } = useSession()
  return (
    <header className={styles.barre}>
      <ActionIcon className={styles.menu} size="lg" onClick={onMenu} aria-label="Ouvrir le menu">
        <IconMenu2 size={20} />
      </ActionIcon>
      <Link to="/" className={styles.marque}>
        {organisme.logo ? <img src={organisme.logo} alt="" className={styles.logo} /> : <Sigle taille={30} />}
        <span className={styles.noms}>
          <span className={styles.produit}>
            Fichier partagé <span className={styles.version}>version {__VERSION__}</span>
          </span>
          <span className={styles.organisme}>{organisme.nom}</span>
        </span>
      </Link>
      <button type="button" className={styles.recherche} onClick={onRecherche} aria-keyshortcuts="Control+K">
        <IconSearch size={16} aria-hidden="true" />
        <span>Numéro unique, nom, bien ou écran</span>
        <kbd aria-hidden="true">Ctrl K</kbd>
      </button>
      <div className={styles.droite}>
        <Departement />
        <EtoileFavori />
        <ActionIcon size="lg" onClick={onAide} aria-label="Aide sur cet écran">
          <IconHelp size={18} />
        </ActionIcon>
        <Compte />
      </div>
    </header>
  )
}

function Departement() {
  const { departement, departements } = useSession()
  const client = useQueryClient()
  const navigate = useNavigate()
  const changer = useMutation({
    mutationFn: async (code: string) => {
      await api.PUT('/session/departement', { body: { departement: code } })
      await client.fetchQuery({ ...sessionQuery, staleTime: 0 })
    },
    onSuccess: async () => {
      // nothing of the other département may stay in memory
      const duDepartement = { predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== 'session' && queryKey[0] !== 'nomenclatures' }
      oublierLesMessages()
      client.removeQueries({ type: 'inactive', ...duDepartement })
      await client.resetQueries(duDepartement)
    },
    onError: (erreur) => dire(phraseDe(erreur), 'erreur'),
  })
  if (departements.length < 2) return <span className={styles.departement}>{departements[0]?.nom}</span>
  return (
    <NativeSelect
      size="xs"
      className={styles.choixDepartement}
      aria-label="Département de travail"
      data={departements.map(({ code, nom }) => ({ value: code, label: `${code} ${nom}` }))}
      value={departement}
      disabled={changer.isPending}
      onChange={(event) => {
        const code = event.currentTarget.value
        // leaving first: a page with something unsaved may want to stay, and it would stay in the wrong département
        void navigate({ to: '/' }).then(() => changer.mutate(code))
      }}
    />
  )
}

/** Kept or not: the star says it as soon as the favourites have been read once. */
function EtoileFavori() {
  const lien = useLocation({ select: ({ href }) => href })
  const client = useQueryClient()
  const connus = useQuery({ ...accueilQuery, enabled: false }).data?.favoris ?? []
  const garde = connus.some((favori) => favori.lien === lien)
  const ranger = useRangerFavoris()
  const basculer = async () => {
    try {
      const { favoris } = await client.ensureQueryData(accueilQuery)
      const autres = favoris.filter((favori) => favori.lien !== lien)
      const libelle = document.title.replace(/ · Fichier partagé$/, '')
      await ranger.mutateAsync(garde ? autres : [...autres, { libelle, lien }])
      dire(garde ? 'Cet écran n’est plus dans vos favoris.' : 'Cet écran est dans vos favoris, sur l’accueil.')
    } catch (erreur) {
      dire(phraseDe(erreur), 'erreur')
    }
  }
  const Etoile = garde ? IconStarFilled : IconStar
  return (
    <ActionIcon size="lg" loading={ranger.isPending} aria-pressed={garde} onClick={() => void basculer()} aria-label="Garder cet écran dans mes favoris">
      <Etoile size={18} />
    </ActionIcon>
  )
}

function Compte() {
  const { compte, organisme, profil } = useSession()
  const quitter = useDeconnexion()
  return (
    <MenuDeroulant position="bottom-end" width={260} shadow="md">
      <MenuDeroulant.Target>
        <button type="button" className={styles.compte} aria-label={`Mon compte : ${compte.prenom} ${compte.nom}`}>
          <IconUserCircle size={20} aria-hidden="true" />
          <span className={styles.nom}>
            {compte.prenom} {compte.nom}
          </span>
          <IconChevronDown size={14} aria-hidden="true" />
        </button>
      </MenuDeroulant.Target>
      <MenuDeroulant.Dropdown>
        <MenuDeroulant.Label>{profil.libelle}</MenuDeroulant.Label>
        <MenuDeroulant.Item component={Link} to="/mon-compte" leftSection={<IconUserCircle size={16} />}>
          Mon compte
        </MenuDeroulant.Item>
        <MenuDeroulant.Item component={Link} to={`/organismes/${organisme.id}`} leftSection={<IconBuildings size={16} />}>
          Mon organisme
        </MenuDeroulant.Item>
        <MenuDeroulant.Item
          leftSection={<IconLogout size={16} />}
          onClick={() => quitter.mutate(undefined, { onError: (erreur) => dire(phraseDe(erreur), 'erreur') })}
        >
          Me déconnecter
        </MenuDeroulant.Item>
      </MenuDeroulant.Dropdown>
    </MenuDeroulant>
  )
}
