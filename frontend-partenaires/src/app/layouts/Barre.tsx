import { ActionIcon, Menu as MenuDeroulant, NativeSelect } from '@mantine/core'
import { IconChevronDown, IconLogout, IconMenu2, IconSearch, IconStar, IconUserCircle } from '@tabler/icons-react'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees } from '@/api/client.ts'
import { phraseDe } from '@/api/problem.ts'
import { sessionQuery, useSession } from '@/api/session.ts'
import { dire } from '@/ui/annonces.ts'
import { useDeconnexion } from '@/features/session/queries.ts'
import styles from './Barre.module.css'

interface Props {
  onMenu: () => void
  onRecherche: () => void
}

export function Barre({ onMenu, onRecherche }: Props) {
  const { organisme } = useSession()
  return (
    <header className={styles.barre}>
      <ActionIcon className={styles.menu} size="lg" onClick={onMenu} aria-label="Ouvrir le menu">
        <IconMenu2 size={20} />
      </ActionIcon>
      <Link to="/" className={styles.marque}>
        {organisme.logo ? <img src={organisme.logo} alt="" className={styles.logo} /> : <Sigle />}
        <span className={styles.noms}>
          <span className={styles.produit}>Fichier partagé</span>
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
        <AjoutFavori />
        <Compte />
      </div>
    </header>
  )
}

function Sigle() {
  return (
    <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <path d="M7 15.5 16 8l9 7.5M10 15v8.5h12V15" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round" />
      <circle cx="16" cy="18.6" r="2.2" fill="#f2c879" />
    </svg>
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
      await navigate({ to: '/' })
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'nomenclatures' })
      await client.invalidateQueries({ queryKey: ['accueil'] })
    },
    onError: (erreur) => dire(phraseDe(erreur), 'erreur'),
  })
  if (departements.length < 2) return <span className={styles.departement}>{departements[0]?.nom}</span>
  return (
    <NativeSelect
      size="xs"
      aria-label="Département de travail"
      data={departements.map(({ code, nom }) => ({ value: code, label: `${code} ${nom}` }))}
      value={departement}
      disabled={changer.isPending}
      onChange={(event) => changer.mutate(event.currentTarget.value)}
    />
  )
}

function AjoutFavori() {
  const lien = useLocation({ select: ({ href }) => href })
  const client = useQueryClient()
  const ajouter = useMutation({
    mutationFn: async () => {
      const { favoris } = await donnees(api.GET('/accueil'))
      const libelle = document.title.replace(/ · Fichier partagé$/, '')
      return donnees(api.PUT('/mon-compte/favoris', { body: { favoris: [...favoris.filter((f) => f.lien !== lien), { libelle, lien }] } }))
    },
    onSuccess: () => {
      dire('Cet écran est dans vos favoris, sur l’accueil.')
      return client.invalidateQueries({ queryKey: ['accueil'] })
    },
    onError: (erreur) => dire(phraseDe(erreur), 'erreur'),
  })
  return (
    <ActionIcon size="lg" loading={ajouter.isPending} onClick={() => ajouter.mutate()} aria-label="Ajouter cet écran à mes favoris">
      <IconStar size={18} />
    </ActionIcon>
  )
}

function Compte() {
  const { compte, profil, version_application } = useSession()
  const quitter = useDeconnexion()
  return (
    <MenuDeroulant position="bottom-end" width={260} shadow="md">
      <MenuDeroulant.Target>
        <button type="button" className={styles.compte} aria-label={`Mon compte : ${compte.prenom} ${compte.nom}`}>
          <IconUserCircle size={20} aria-hidden="true" />
          <span className={styles.nom}>
            {compte.prenom} {compte.nom}
          </span>
          <IconChevronDown size={14} aria-hidden="true" />
        </button>
      </MenuDeroulant.Target>
      <MenuDeroulant.Dropdown>
        <MenuDeroulant.Label>
          {profil.libelle}, version {version_application}
        </MenuDeroulant.Label>
        <MenuDeroulant.Item component={Link} to="/mon-compte" leftSection={<IconUserCircle size={16} />}>
          Mon compte
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
