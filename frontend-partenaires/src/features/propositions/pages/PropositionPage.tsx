import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { Carte } from '@/ui/Carte.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { EtatProposition } from '../etats.tsx'
import { FicheProposition } from '../components/FicheProposition.tsx'
import { Gestes } from '../components/Gestes.tsx'
import { propositionQuery } from '../queries.ts'

export function PropositionPage(): ReactElement {
  const propositionId = useParams({ from: '/connecte/prive/propositions/$propositionId', select: (p) => p.propositionId })
  const { data: proposition } = useSuspenseQuery(propositionQuery(propositionId))
  return (
    <>
      <PageHeader
        chemin={<Link to="/propositions">Propositions</Link>}
        titre={proposition.demande.nom_affiche}
        sous={<EtatProposition etat={proposition.etat} />}
        actions={<Gestes proposition={proposition} />}
      />
      <Carte titre={`Proposition du bien ${proposition.bien.reference}`}>
        <Pile>
          <FicheProposition proposition={proposition} />
        </Pile>
      </Carte>
    </>
  )
}
