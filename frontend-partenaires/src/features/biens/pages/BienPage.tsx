import { Link, Outlet } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { euros, nombre } from '@/lib/montants.ts'
import { Avis } from '@/ui/Avis.tsx'
import { EnteteFiche } from '@/ui/EnteteFiche.tsx'
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
  const faits = [
    [bien.residence?.nom, bien.adresse].filter(Boolean).join(', '),
    `${bien.code_postal} ${bien.commune.nom}`,
    `${bien.typologie}, ${nombre(bien.surface)} m²`,
    `${euros(bien.mensualite)} par mois`,
    bien.financement,
    bien.reservataire?.nom ?? 'Non réservé',
  ]
  return (
    <>
      <EnteteFiche
        cle={bien.id}
        titre={bien.reference}
        identite={<EtatBien bien={bien} />}
        actions={<ActionsBien bien={bien} />}
        faits={faits.map((fait) => ({ cle: fait, contenu: fait }))}
        libelleOnglets="Rubriques du bien"
        onglets={ONGLETS.map(([to, libelle]) => (
          <Link key={to} to={to} params={{ bienId: bien.id }} activeOptions={{ exact: true, includeSearch: false }} replace>
            {libelle}
          </Link>
        ))}
      />
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
