import { useLinkProps, useLocation } from '@tanstack/react-router'
import { peut, useSession } from '@/api/session.ts'
import { MENU, type Ecran } from './menu.ts'
import styles from './Menu.module.css'

export function Menu({ onChoix }: { onChoix?: () => void }) {
  const session = useSession()
  return (
    <nav className={styles.menu} aria-label="Menu principal">
      {MENU.map((groupe) => {
        const ecrans = groupe.ecrans.filter((ecran) => !ecran.droit || peut(session, ecran.droit))
        if (ecrans.length === 0) return null
        return (
          <div key={groupe.titre ?? 'accueil'}>
            {groupe.titre && <p className={styles.titre}>{groupe.titre}</p>}
            <ul>
              {ecrans.map((ecran) => (
                <li key={ecran.libelle}>
                  <Entree ecran={ecran} onChoix={onChoix} />
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </nav>
  )
}

/** « Demandes » and « À valider » are one page told apart by its search: the router alone would mark both. */
function Entree({ ecran, onChoix }: { ecran: Ecran; onChoix: (() => void) | undefined }) {
  const lien = useLinkProps({ ...ecran.lien, ...(onChoix && { onClick: onChoix }) })
  const courant = useLocation({
    select: ({ pathname, search }) => {
      const { to, search: voulue } = ecran.lien
      const ici = pathname === to || (!ecran.exact && pathname.startsWith(`${to}/`))
      if (to !== '/demandes') return ici
      const aValider = 'a_valider' in search && Boolean(search.a_valider)
      return voulue ? ici && aValider : ici && !aValider && pathname !== '/demandes/nouvelle'
    },
  })
  return (
    <a {...lien} className={styles.lien} aria-current={courant ? 'page' : undefined}>
      <ecran.icone size={17} stroke={1.7} aria-hidden="true" />
      {ecran.libelle}
    </a>
  )
}
