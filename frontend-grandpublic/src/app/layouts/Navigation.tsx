import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { BROUILLON, useQuitter, useSession } from '../../api/session.ts'
import { Button } from '../../ui/Button.tsx'
import { classes } from '../../lib/classes.ts'
import { existeLocal } from '../../lib/stockage.ts'
import { texts } from '../texts.ts'
import style from './Cadre.module.css'

const ENTREES = [
  ['/', texts.accueil],
  ['/comprendre', texts.comprendre],
  ['/demande', texts.demande],
  ['/annonces', texts.annonces],
  ['/chiffres-cles', texts.chiffres],
  ['/questions', texts.questions],
] as const

export function Navigation() {
  const [ici, aller] = useLocation()
  const session = useSession().data
  // the menu closes by itself when the page changes
  const [ouvertSur, ouvrir] = useState<string | null>(null)
  const ouvert = ouvertSur === ici
  const derniere = session ? (['/mon-espace', texts.espace] as const) : (['/connexion', texts.connexion] as const)
  const courante = (href: string) => (href === '/' ? ici === '/' : ici === href || ici.startsWith(`${href}/`))
  const quitter = useQuitter()
  // what is not saved yet would be erased, and a failure must be told: both on a page of their own
  const sortir = () => {
    if (existeLocal(BROUILLON)) aller('/deconnexion')
    else quitter.mutate(false, { onSuccess: () => aller('/'), onError: () => aller('/deconnexion') })
  }
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
            <li>
              <Button allure="discret" petit onPress={sortir} enCours={quitter.isPending}>
                {texts.quitter}
              </Button>
            </li>
          )}
        </ul>
      </nav>
    </>
  )
}
