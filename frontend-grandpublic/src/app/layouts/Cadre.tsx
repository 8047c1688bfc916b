import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useNouvelleVersion } from '../../api/version.ts'
import { texts } from '../texts.ts'
import style from './Cadre.module.css'

interface CadreProps {
  surtitre: string
  nom: string
  /** Celui du département, avec ce qu’il montre ; sans lui, le signe du fichier. */
  logo?: { adresse: string; texte: string } | null
  navigation?: ReactNode
  pied?: ReactNode
  children: ReactNode
}

function Logo({ logo }: { logo: CadreProps['logo'] }) {
  if (logo) return <img className={style.image} src={logo.adresse} alt={logo.texte} />
  return (
    <svg className={style.logo} viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="14" fill="currentColor" />
      <path d="M12 33 32 15l20 18v17a3 3 0 0 1-3 3H15a3 3 0 0 1-3-3z" fill="#faf7f1" />
      <path d="M27 53V40a5 5 0 0 1 10 0v13z" fill="#d98a3d" />
    </svg>
  )
}

function NouvelleVersion() {
  if (!useNouvelleVersion()) return null
  return (
    <div className={style.nouvelle} role="status" data-sans-impression>
      <span>{texts.version.disponible}</span>
      <button type="button" onClick={() => location.reload()}>
        {texts.version.recharger}
      </button>
    </div>
  )
}

export function Cadre({ surtitre, nom, logo, navigation, pied, children }: CadreProps) {
  return (
    <div className={style.cadre}>
      <a className={style.evitement} href="#contenu">
        {texts.evitement}
      </a>
      <NouvelleVersion />
      <header className={style.entete}>
        <div className={style.barre}>
          <Link href="/" className={style.marque}>
            <Logo logo={logo} />
            <span className={style.nom}>
              <small>{surtitre}</small>
              <strong>{nom}</strong>
              <span className={style.version}>{texts.versionDe(__VERSION__)}</span>
            </span>
          </Link>
          {navigation}
        </div>
      </header>
      <main id="contenu" tabIndex={-1}>
        {children}
      </main>
      <footer className={style.pied}>
        <div>{pied}</div>
      </footer>
    </div>
  )
}
