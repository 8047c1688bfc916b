import { Link, Outlet } from '@tanstack/react-router'
import { useEffect, useRef, type ReactElement } from 'react'
import { euros, nombre } from '@/lib/montants.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Onglets } from '@/ui/Onglets.tsx'
import { RaisonList } from '@/ui/RaisonList.tsx'
import { ActionsBien } from '../components/ActionsBien.tsx'
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
  const titre = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${bien.reference} · Fichier partagé`
  }, [bien.reference])
  useEffect(() => titre.current?.focus({ preventScroll: true }), [bien.id])
  const params = { bienId: bien.id }
  return (
    <>
      <header className={styles.entete}>
        <div className={styles.haut}>
          <div className={styles.identite}>
            <h1 ref={titre} tabIndex={-1}>
              {bien.reference}
            </h1>
            <EtatBien bien={bien} />
          </div>
          <div className={styles.actions}>
            <ActionsBien bien={bien} />
          </div>
        </div>
        <p className={styles.faits}>
          {[
            [bien.residence?.nom, bien.adresse].filter(Boolean).join(', '),
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
      {bien.alertes.length > 0 && (
        <div className={styles.alertes}>
          <Avis ton="attention" titre="À vérifier avant de louer">
            <RaisonList raisons={bien.alertes} />
          </Avis>
        </div>
      )}
      <Outlet />
    </>
  )
}
