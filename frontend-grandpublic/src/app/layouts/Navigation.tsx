import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useSession } from '../../api/session.ts'
import { Button } from '../../ui/Button.tsx'
import { classes } from '../../lib/classes.ts'
import { texts } from '../texts.ts'
import style from './Cadre.module.css'
import { Sortie } from './Sortie.tsx'

const ENTREES = [
  ['/', texts.accueil],
  ['/comprendre', texts.comprendre],
  ['/demande', texts.demande],
  ['/annonces', texts.annonces],
  ['/chiffres-cles', texts.chiffres],
  ['/questions', texts.questions],
] as const

export function Navigation() {
  const [ici] = useLocation()
  const session = useSession().data
  // the menu closes by itself when the page changes
  const [ouvertSur, ouvrir] = useState<string | null>(null)
  const ouvert = ouvertSur === ici
  const derniere = session ? (['/mon-espace', texts.espace] as const) : (['/connexion', texts.connexion] as const)
  const courante = (href: string) => (href === '/' ? ici === '/' : ici === href || ici.startsWith(`${href}/`))
  return (
    <>
      <span className={style.bascule}>
        <Button allure="secondaire" petit aria-expanded={ouvert} aria-controls="navigation" onPress={() => ouvrir(ouvert ? null : ici)}>
          {texts.menu}
        </Button>
      </span>
      <nav id="navigation" className={style.nav} aria-label={texts.navigation} data-ferme={ouvert ? undefined : ''}>
        <ul>
          {[...ENTREES, derniere].map(([href, nom], rang) => (
            <li key={href}>
              <Link href={href} className={classes(style.lien, rang === ENTREES.length && style.distinct)} aria-current={courante(href) ? 'page' : undefined}>
                {nom}
              </Link>
            </li>
          ))}
          {session && (
            <li className={style.etroit}>
              <Sortie />
            </li>
          )}
        </ul>
      </nav>
    </>
  )
}
