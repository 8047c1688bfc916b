import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { useLignesHistorique } from '@/api/historique.ts'
import { phraseDe } from '@/api/problem.ts'
import { nombre, pourcent } from '@/lib/montants.ts'
import { typographier } from '@/lib/typographie.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { HistoriquePagine } from '@/ui/HistoriquePagine.tsx'
import { Jauge } from '@/ui/Jauge.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { RaisonList } from '@/ui/RaisonList.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { ActionsConvention } from '../components/ActionsConvention.tsx'
import { conventionQuery, historiqueConventionQuery, imputationsQuery } from '../queries.ts'
import { textes } from '../texts.ts'

export function ConventionPage(): ReactElement {
  const conventionId = useParams({ from: '/connecte/prive/conventions-de-flux/$conventionId', select: (p) => p.conventionId })
  const { data: convention } = useSuspenseQuery(conventionQuery(conventionId))
  const { suivi } = convention
  return (
    <>
      <PageHeader
        chemin={
          <Link to="/conventions-de-flux" search={{ annee: convention.annee }}>
            Conventions de flux
          </Link>
        }
        titre={`${convention.bailleur.nom} et ${convention.reservataire.nom}`}
        sous={
          <>
            Convention de flux {convention.annee} <EtatBadge ton={convention.etat === 'ACTIVE' ? 'bon' : convention.etat === 'SIGNEE' ? 'attente' : 'clos'} libelle={convention.etat_libelle} />
          </>
        }
        actions={<ActionsConvention convention={convention} />}
      />
      <Pile>
        <Grille min="28rem">
          <Carte titre="Convention">
            <Fiche
              lignes={[
                ['Bailleur', convention.bailleur.nom],
                ['Réservataire', convention.reservataire.nom],
                ['Contingent', convention.type_reservataire_libelle],
                ['Gestion', convention.mode_gestion_libelle],
                ['Relogements ANRU', convention.relogements_anru_libelle],
                ['Taux du flux', pourcent(convention.taux)],
                ['Objectif', `${nombre(convention.objectif)} logements`],
                [
                  'Période',
                  <span key="p">
                    Du <DateFr iso={convention.debut} /> au <DateFr iso={convention.fin} />
                  </span>,
                ],
                Boolean(convention.resiliee_le) && ['Résiliée le', <DateFr key="r" iso={convention.resiliee_le} />],
                Boolean(convention.communes) && ['Communes', convention.communes?.join(', ')],
              ]}
            />
          </Carte>
          <Carte titre="Suivi à ce jour">
            <Pile>
              <Jauge libelle="Mises à disposition" valeur={suivi.mises_a_disposition} objectif={suivi.objectif} repere={suivi.prorata} />
              <p>{typographier(suivi.phrase)}</p>
              <Fiche
                lignes={[
                  ['Attendu à ce jour', nombre(suivi.prorata)],
                  ['Mises à disposition', nombre(suivi.mises_a_disposition)],
                  ['Attributions', nombre(suivi.attributions)],
                  ['Baux signés', nombre(suivi.baux)],
                  ['Écart à ce jour', suivi.ecart > 0 ? `+${nombre(suivi.ecart)}` : nombre(suivi.ecart)],
                  ['Reste à mettre à disposition', nombre(suivi.reste)],
                ]}
              />
              <RaisonList raisons={convention.explications} libelle="D’où viennent ces chiffres" />
            </Pile>
          </Carte>
        </Grille>
        <Imputations conventionId={conventionId} />
        <Carte titre="Historique" pleine>
          <HistoriqueConvention conventionId={conventionId} />
        </Carte>
      </Pile>
    </>
  )
}

function HistoriqueConvention({ conventionId }: { conventionId: string }) {
  const [page, setPage] = useState(1)
  const requete = useQuery(historiqueConventionQuery(conventionId, page))
  return <HistoriquePagine requete={requete} phrase={phraseDe} ligne={useLignesHistorique()} vide={textes.historiqueVide} onPage={setPage} />
}

function Imputations({ conventionId }: { conventionId: string }) {
  const [page, setPage] = useState(1)
  const requete = useQuery(imputationsQuery(conventionId, page))
  return (
    <Carte titre="Logements comptés" pleine>
      <Requete requete={requete} phrase={phraseDe} lignes={3}>
        {(lues) => (
          <DataTable
            simple
            nom="imputations"
            libelle="Logements comptés pour la convention"
            lignes={lues.items}
            cle={(i) => `${i.bien_id}-${i.nature}-${i.le}`}
            page={lues}
            onPage={setPage}
            colonnes={[
              {
                id: 'bien',
                entete: 'Logement',
                fixe: true,
                souple: true,
                cellule: (i) => (
                  <Link to="/biens/$bienId" params={{ bienId: i.bien_id }}>
                    {i.bien_reference}
                  </Link>
                ),
              },
              { id: 'libelle', entete: 'Adresse', souple: true, cellule: (i) => i.bien_libelle, secondaire: true },
              { id: 'nature', entete: 'Compté comme', cellule: (i) => i.nature_libelle },
              { id: 'le', entete: 'Le', cellule: (i) => <DateFr iso={i.le} /> },
              { id: 'annulee', entete: 'Annulé le', cellule: (i) => <DateFr iso={i.annulee_le} />, secondaire: true },
            ]}
            vide={<Vide titre={textes.sansImputation} />}
          />
        )}
      </Requete>
    </Carte>
  )
}
