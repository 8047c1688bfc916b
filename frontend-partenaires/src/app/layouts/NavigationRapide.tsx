import { Modal } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, type NavigateOptions } from '@tanstack/react-router'
import { useId, useState, type KeyboardEvent } from 'react'
import { api, donnees } from '@/api/client.ts'
import { phraseDe } from '@/api/problem.ts'
import { peut, useSession } from '@/api/session.ts'
import type { Trouvaille } from '@/api/types.ts'
import { pluriel } from '@/lib/montants.ts'
import { ressembleAUnNir } from '@/lib/nir.ts'
import { ICONE_BIEN, ICONE_DEMANDE, ICONE_ORGANISME, MENU } from './menu.ts'
import styles from './NavigationRapide.module.css'

interface Cible {
  id: string
  groupe: string
  libelle: string
  detail?: string
  icone: (typeof MENU)[number]['ecrans'][number]['icone']
  vers: NavigateOptions
}

const MIN = 2
const NIR_ICI = 'Un numéro de sécurité sociale ne se cherche pas ici : il resterait écrit dans les adresses visitées. Rien n’a été envoyé.'

export function NavigationRapide({ ouverte, onFermer }: { ouverte: boolean; onFermer: () => void }) {
  return (
    <Modal.Root opened={ouverte} onClose={onFermer} centered={false} yOffset="9vh" size={620} padding={0} lockScroll={false}>
      <Modal.Overlay />
      <Modal.Content aria-label="Navigation rapide">
        <Modal.Body>
          <Palette onFermer={onFermer} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function Palette({ onFermer }: { onFermer: () => void }) {
  const [saisie, setSaisie] = useState('')
  const [choix, setChoix] = useState(0)
  const navigate = useNavigate()
  const id = useId()
  const { cibles, phrase, cherche } = useCibles(saisie.trim())
  const actif = Math.min(choix, cibles.length - 1)

  const aller = (cible: Cible | undefined) => {
    if (!cible) return
    onFermer()
    void navigate(cible.vers)
  }
  const clavier = (event: KeyboardEvent) => {
    const pas = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (pas !== 0 && cibles.length > 0) {
      event.preventDefault()
      setChoix((actif + pas + cibles.length) % cibles.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      aller(cibles[actif])
    }
  }

  return (
    <div className={styles.palette}>
      <label className={styles.saisie}>
        <IconSearch size={18} aria-hidden="true" />
        <span className="visuellement-cache">Aller à un numéro unique, un nom, un bien ou un écran</span>
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-liste`}
          aria-activedescendant={cibles[actif] ? `${id}-${actif}` : undefined}
          aria-autocomplete="list"
          placeholder="Numéro unique, nom, bien ou écran"
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          value={saisie}
          onChange={(event) => {
            setSaisie(event.currentTarget.value)
            setChoix(0)
          }}
          onKeyDown={clavier}
        />
      </label>
      <div id={`${id}-liste`} role="listbox" aria-label="Résultats" className={styles.liste}>
        {cibles.map((cible, rang) => (
          // the keyboard stays in the field: it moves the active option
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={cible.id}
            id={`${id}-${rang}`}
            role="option"
            tabIndex={-1}
            aria-selected={rang === actif}
            className={styles.option}
            onMouseMove={() => setChoix(rang)}
            onClick={() => aller(cible)}
          >
            <cible.icone size={17} stroke={1.7} aria-hidden="true" />
            <span className={styles.libelle}>{cible.libelle}</span>
            <span className={styles.detail}>{cible.detail ?? cible.groupe}</span>
          </div>
        ))}
      </div>
      <p className={styles.etat} role="status">
        {phrase ?? (cibles.length === 0 && !cherche ? 'Aucun résultat. Vérifiez l’orthographe, ou cherchez par numéro unique.' : pluriel(cibles.length, 'résultat'))}
      </p>
      <p className={styles.aide} aria-hidden="true">
        <kbd>↑</kbd> <kbd>↓</kbd> choisir <kbd>Entrée</kbd> ouvrir <kbd>Échap</kbd> fermer
      </p>
    </div>
  )
}

function useCibles(saisie: string): { cibles: Cible[]; phrase: string | null; cherche: boolean } {
  const session = useSession()
  const [q] = useDebouncedValue(saisie, 150)
  const nir = ressembleAUnNir(saisie)
  const requete = useQuery({
    queryKey: ['recherche-rapide', q],
    queryFn: ({ signal }) => donnees(api.GET('/recherche-rapide', { params: { query: { q } }, signal })),
    enabled: q.length >= MIN && !ressembleAUnNir(q),
    placeholderData: keepPreviousData,
  })
  if (nir) {
    const parNumero: Cible = { id: 'par-numero', groupe: 'Demandes', libelle: 'Rechercher par numéro', detail: 'Numéro unique, sécurité sociale, téléphone, référence interne', icone: ICONE_DEMANDE, vers: { to: '/demandes', hash: 'par-numero' } }
    return { cibles: peut(session, 'demandes:lire') ? [parNumero] : [], phrase: NIR_ICI, cherche: false }
  }
  const cherche = saisie.toLocaleLowerCase('fr')
  const ecrans = MENU.flatMap((groupe) => groupe.ecrans.map((ecran) => ({ ...ecran, groupe: groupe.titre ?? 'Écran' })))
    .filter((ecran) => (!ecran.droit || peut(session, ecran.droit)) && sansAccent(ecran.libelle).includes(sansAccent(cherche)))
    .map((ecran): Cible => ({ id: `ecran-${ecran.libelle}`, groupe: 'Écran', libelle: ecran.libelle, detail: ecran.groupe, icone: ecran.icone, vers: ecran.lien as NavigateOptions }))
  const trouves = saisie.length >= MIN ? (requete.data ?? []).flatMap(enCible) : []
  return { cibles: [...trouves, ...ecrans], phrase: requete.error && phraseDe(requete.error), cherche: requete.isFetching }
}

const sansAccent = (texte: string) => texte.normalize('NFD').replace(/\p{Diacritic}/gu, '').toLocaleLowerCase('fr')

function enCible({ genre, id, libelle, detail }: Trouvaille): Cible[] {
  const commun = { id: `${genre}-${id}`, groupe: genre, libelle, detail }
  if (genre === 'demande') return [{ ...commun, icone: ICONE_DEMANDE, vers: { to: '/demandes/$demandeId', params: { demandeId: id } } }]
  if (genre === 'bien') return [{ ...commun, icone: ICONE_BIEN, vers: { to: '/biens/$bienId', params: { bienId: id } } }]
  if (genre === 'organisme') return [{ ...commun, icone: ICONE_ORGANISME, vers: { to: '/organismes/$organismeId', params: { organismeId: id } } }]
  return []
}
