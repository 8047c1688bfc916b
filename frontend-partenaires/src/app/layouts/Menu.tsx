import { Link, useLocation } from '@tanstack/react-router'
import { peut, useSession } from '@/api/session.ts'
import { MENU } from './menu.ts'
import styles from './Menu.module.css'

export function Menu({ onChoix }: { onChoix?: () => void }) {
  const session = useSession()
  const aValider = useLocation({ select: (location) => 'a_valider' in location.search && Boolean(location.search.a_valider) })
  return (
    <nav className={styles.menu} aria-label="Menu principal">
      {MENU.map((groupe) => {
        const ecrans = groupe.ecrans.filter((ecran) => !ecran.droit || peut(session, ecran.droit))
        if (ecrans.length === 0) return null
        return (
          <div key={groupe.titre ?? 'accueil'} className={styles.groupe}>
            {groupe.titre && <p className={styles.titre}>{groupe.titre}</p>}
            <ul>
              {ecrans.map((ecran) => {
                const veutValider = Boolean(ecran.lien.search && 'a_valider' in ecran.lien.search)
                return (
                  <li key={ecran.libelle}>
                    <Link
                      {...ecran.lien}
                      className={styles.lien}
                      activeOptions={{ exact: ecran.exact ?? false, includeSearch: false }}
                      // « Demandes » and « À valider » are the same page: the search tells them apart
                      activeProps={ecran.lien.to === '/demandes' && veutValider !== aValider ? { 'aria-current': undefined } : {}}
                      {...(onChoix && { onClick: onChoix })}
                    >
                      <ecran.icone size={17} stroke={1.7} aria-hidden="true" />
                      {ecran.libelle}
                    </Link>
                  </li>
                )
              })}
            </ul>
          </div>
        )
      })}
    </nav>
  )
}
