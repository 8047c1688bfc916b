import { useNavigate, Link, Outlet } from '@tanstack/react-router'
import { useEffect, useRef, type ReactElement } from 'react'
import { euros, nombre } from '@/lib/montants.ts'
import { BoutonAction } from '@/ui/BoutonAction.tsx'
import { Onglets } from '@/ui/Onglets.tsx'
import { EtatBien } from '../etats.tsx'
import { useBien } from '../useBien.ts'
import styles from './BienPage.module.css'

const ONGLETS = [
  ['/biens/$bienId', 'Fiche'],
  ['/biens/$bienId/candidats', 'Candidats'],
  ['/biens/$bienId/propositions', 'Propositions'],
  ['/biens/$bienId/historique', 'Historique'],
] as const

export function BienPage(): ReactElement {
  const bien = useBien()
  const navigate = useNavigate()
  const titre = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${bien.reference} · Fichier partagé`
  }, [bien.reference])
  useEffect(() => titre.current?.focus({ preventScroll: true }), [bien.id])
  const params = { bienId: bien.id }
  const gestes: Readonly<Record<string, () => void>> = {
    rechercher: () => void navigate({ to: '/biens/$bienId/candidats', params }),
    modifier: () => void navigate({ to: '/biens/$bienId/modifier', params }),
    publier: () => void navigate({ to: '/annonces/nouvelle', search: { bien_id: bien.id } }),
  }
  return (
    <>
      <header className={styles.entete}>
        <div className={styles.haut}>
          <div className={styles.identite}>
            <h1 ref={titre} tabIndex={-1}>
              {bien.reference}
            </h1>
            <EtatBien etat={bien.etat} />
          </div>
          <div className={styles.actions}>
            {bien.actions.map((action) => {
              const faire = gestes[action.code]
              return faire && <BoutonAction key={action.code} action={action} size="compact-md" variant={action.code === 'rechercher' ? 'filled' : 'default'} onClick={faire} />
            })}
          </div>
        </div>
        <p className={styles.faits}>
          {[
            [bien.residence, bien.adresse].filter(Boolean).join(', '),
            `${bien.code_postal} ${bien.commune.nom}`,
            `${bien.typologie}, ${nombre(bien.surface)} m²`,
            `${euros(bien.mensualite)} par mois`,
            bien.financement,
            bien.reservataire?.nom ?? 'non réservé',
          ].map((fait) => (
            <span key={fait}>{fait}</span>
          ))}
        </p>
        <Onglets libelle="Rubriques du bien">
          {ONGLETS.map(([to, libelle]) => (
            <Link key={to} to={to} params={params} activeOptions={{ exact: true }} replace>
              {libelle}
            </Link>
          ))}
        </Onglets>
      </header>
      <Outlet />
    </>
  )
}
