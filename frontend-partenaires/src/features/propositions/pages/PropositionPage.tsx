import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { useLignesHistorique } from '@/api/historique.ts'
import { phraseDe } from '@/api/problem.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { HistoriquePagine } from '@/ui/HistoriquePagine.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { FicheProposition } from '../components/FicheProposition.tsx'
import { Gestes } from '../components/Gestes.tsx'
import { EtatProposition } from '../etats.tsx'
import { historiquePropositionQuery, propositionQuery } from '../queries.ts'
import { textes } from '../texts.ts'

export function PropositionPage(): ReactElement {
  const propositionId = useParams({ from: '/connecte/prive/propositions/$propositionId', select: (p) => p.propositionId })
  const { data: proposition } = useSuspenseQuery(propositionQuery(propositionId))
  const [page, setPage] = useState(1)
  const historique = useQuery(historiquePropositionQuery(propositionId, page))
  const ligne = useLignesHistorique()
  return (
    <>
      <PageHeader
        chemin={<Link to="/propositions">Propositions</Link>}
        titre={proposition.candidat.nom_affiche}
        sous={<EtatProposition proposition={proposition} />}
        actions={<Gestes proposition={proposition} />}
      />
      <Grille min="28rem">
        <Carte titre={`Proposition du bien ${proposition.bien.reference}`}>
          <Pile>
            <FicheProposition proposition={proposition} />
          </Pile>
        </Carte>
        <HistoriquePagine requete={historique} phrase={phraseDe} ligne={ligne} vide={textes.historiqueVide} onPage={setPage} />
      </Grille>
    </>
  )
}
