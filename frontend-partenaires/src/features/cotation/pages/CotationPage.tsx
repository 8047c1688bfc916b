import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { urlDeLExplication } from '@/api/fichiers.ts'
import { phraseDe } from '@/api/problem.ts'
import type { Cotation } from '@/api/types.ts'
import { dateCourte } from '@/lib/dates.ts'
import { nombre } from '@/lib/montants.ts'
import { typographier } from '@/lib/typographie.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { Attente } from '../components/Attente.tsx'
import { CotationsPassees } from '../components/CotationsPassees.tsx'
import { CriteresAValider } from '../components/CriteresAValider.tsx'
import { Positions } from '../components/Positions.tsx'
import { SousChaqueGrille } from '../components/SousChaqueGrille.tsx'
import { TableCotation } from '../components/TableCotation.tsx'
import { VieCotee } from '../components/VieCotee.tsx'
import { cotationsQuery } from '../queries.ts'
import { textes } from '../texts.ts'
import styles from './CotationPage.module.css'

const TONS: Readonly<Record<Cotation['statut'], Ton>> = { verifiee: 'bon', provisoire: 'attente', hors_cotation: 'clos' }

export function CotationPage(): ReactElement {
  const demandeId = useParams({ from: '/connecte/prive/demandes/$demandeId', select: (p) => p.demandeId })
  const requete = useQuery(cotationsQuery(demandeId))
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {(cotations) =>
        cotations.length === 0 ? (
          <Pile>
            <Vide titre={textes.aucune}>{textes.aucuneAide}</Vide>
            <CotationsPassees demandeId={demandeId} />
          </Pile>
        ) : (
          <Pile>
            <p className={styles.intro}>{textes.declare}</p>
            <Button component="a" href={urlDeLExplication(demandeId)} target="_blank" rel="noreferrer" variant="default" size="compact-md" className={styles.imprimer}>
              {textes.imprimer}
            </Button>
            {cotations.map((cotation) => (
              <UneCotation key={cotation.epci} demandeId={demandeId} cotation={cotation} />
            ))}
            <CotationsPassees demandeId={demandeId} />
            <CriteresAValider demandeId={demandeId} />
            <VieCotee demandeId={demandeId} />
            <Attente demandeId={demandeId} />
            <SousChaqueGrille demandeId={demandeId} />
          </Pile>
        )
      }
    </Requete>
  )
}

function UneCotation({ demandeId, cotation }: { demandeId: string; cotation: Cotation }) {
  return (
    <Carte
      titre={`${cotation.epci_nom} : ${cotation.points_verifies === null ? 'hors cotation' : `${nombre(cotation.points_verifies)} points`}`}
      outils={
        <>
          <EtatBadge ton={TONS[cotation.statut]} libelle={cotation.statut_libelle} />
          <Link to="/grilles-de-cotation/$grilleId" params={{ grilleId: cotation.grille_id }}>
            {cotation.grille}, version {cotation.version_grille}
          </Link>
          <span className={styles.discret}>
            calculée le {dateCourte(cotation.calculee_le)}
            {cotation.prochaine_bascule && `, changera le ${dateCourte(cotation.prochaine_bascule)}`}
          </span>
        </>
      }
      pleine
    >
      <div className={styles.avis}>
        {cotation.fictive && <Avis>{textes.fictive}</Avis>}
        {cotation.avertissement && <Avis ton="attention">{typographier(cotation.avertissement)}</Avis>}
        {cotation.hors_cotation && <Avis ton="verrou">{typographier(cotation.hors_cotation.phrase)}</Avis>}
        {cotation.evolution && (
          <Avis titre={textes.evolution(dateCourte(cotation.evolution.depuis_le))}>
            {cotation.evolution.changements.length === 0 ? (
              <p>{textes.sansEvolution}</p>
            ) : (
              <ul>
                {cotation.evolution.changements.map(({ cause, phrase }) => (
                  <li key={cause + phrase}>{typographier(phrase)}</li>
                ))}
              </ul>
            )}
          </Avis>
        )}
        {cotation.ce_qui_changerait.length > 0 && (
          <Avis titre="Ce qui changerait cette cotation">
            <ul>
              {cotation.ce_qui_changerait.map((levier) => (
                <li key={`${levier.critere}-${levier.genre}-${levier.phrase}`}>{typographier(levier.phrase)}</li>
              ))}
            </ul>
          </Avis>
        )}
      </div>
      <Positions positions={cotation.positions} epci={cotation.epci_nom} />
      <TableCotation demandeId={demandeId} cotation={cotation} />
    </Carte>
  )
}
