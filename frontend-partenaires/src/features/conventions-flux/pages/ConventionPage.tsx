import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { useLibelle } from '@/api/nomenclatures.ts'
import { nombre, pourcent } from '@/lib/montants.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { Jauge } from '@/ui/Jauge.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { conventionQuery } from '../queries.ts'
import { textes } from '../texts.ts'

export function ConventionPage(): ReactElement {
  const conventionId = useParams({ from: '/connecte/prive/conventions-de-flux/$conventionId', select: (p) => p.conventionId })
  const { data: convention } = useSuspenseQuery(conventionQuery(conventionId))
  const libelle = useLibelle()
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
        sous={`Convention de flux ${convention.annee}`}
      />
      <Grille min="28rem">
        <Carte titre="Convention">
          <Fiche
            lignes={[
              ['Bailleur', convention.bailleur.nom],
              ['Réservataire', convention.reservataire.nom],
              ['Contingent', libelle('type_reservataire', convention.type_reservataire)],
              ['Taux du flux', pourcent(convention.taux)],
              ['Objectif', `${nombre(convention.objectif)} logements`],
              [
                'Période',
                <span key="p">
                  Du <DateFr iso={convention.debut} /> au <DateFr iso={convention.fin} />
                </span>,
              ],
            ]}
          />
        </Carte>
        <Carte titre="Suivi à ce jour">
          <Pile>
            <Jauge libelle="Attributions" valeur={suivi.attributions} objectif={suivi.objectif} repere={suivi.prorata} />
            <Fiche
              lignes={[
                ['Attendu à ce jour', nombre(suivi.prorata)],
                ['Mises à disposition', nombre(suivi.mises_a_disposition)],
                ['Attributions', nombre(suivi.attributions)],
                ['Baux signés', nombre(suivi.baux)],
                ['Écart à ce jour', suivi.ecart > 0 ? `+${nombre(suivi.ecart)}` : nombre(suivi.ecart)],
                ['Reste à attribuer', nombre(suivi.reste)],
              ]}
            />
            <p>{textes.definition}</p>
          </Pile>
        </Carte>
      </Grille>
    </>
  )
}
