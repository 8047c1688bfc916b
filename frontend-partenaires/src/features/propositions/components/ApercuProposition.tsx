import { useQuery } from '@tanstack/react-query'
import { phraseDe } from '@/api/problem.ts'
import { Panneau } from '@/ui/Panneau.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { EtatProposition } from '../etats.tsx'
import { propositionQuery } from '../queries.ts'
import { FicheProposition } from './FicheProposition.tsx'
import { Gestes } from './Gestes.tsx'

export function ApercuProposition({ propositionId, onFermer }: { propositionId: string; onFermer: () => void }) {
  const requete = useQuery(propositionQuery(propositionId))
  const proposition = requete.data
  return (
    <Panneau
      titre={proposition?.candidat.nom_affiche ?? 'Proposition'}
      sous={
        proposition && (
          <>
            <EtatProposition proposition={proposition} />
            <span>{proposition.bien.reference}</span>
          </>
        )
      }
      onFermer={onFermer}
      pied={proposition && <Gestes proposition={proposition} />}
    >
      <Requete requete={requete} phrase={phraseDe} lignes={8}>
        {(lue) => <FicheProposition proposition={lue} serree />}
      </Requete>
    </Panneau>
  )
}
