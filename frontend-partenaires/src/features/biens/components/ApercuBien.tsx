import { useQuery } from '@tanstack/react-query'
import { phraseDe } from '@/api/problem.ts'
import { BoutonLien } from '@/ui/BoutonLien.tsx'
import { Panneau } from '@/ui/Panneau.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { EtatBien } from '../etats.tsx'
import { bienQuery } from '../queries.ts'
import { FicheBien, FicheLoyer, FicheReservation } from './Fiches.tsx'

export function ApercuBien({ bienId, onFermer }: { bienId: string; onFermer: () => void }) {
  const requete = useQuery(bienQuery(bienId))
  const bien = requete.data
  return (
    <Panneau
      titre={bien ? bien.reference : 'Bien'}
      sous={
        bien && (
          <>
            <EtatBien bien={bien} />
            <span>
              {bien.typologie}, {bien.commune.nom}
            </span>
          </>
        )
      }
      onFermer={onFermer}
      pied={
        bien && (
          <>
            <BoutonLien to="/biens/$bienId/candidats" params={{ bienId }} size="compact-md">
              Voir les candidats
            </BoutonLien>
            <BoutonLien to="/biens/$bienId" params={{ bienId }} size="compact-md" variant="default">
              Ouvrir la fiche
            </BoutonLien>
          </>
        )
      }
    >
      <Requete requete={requete} phrase={phraseDe} lignes={9}>
        {(lu) => (
          <>
            <FicheBien bien={lu} serree />
            <FicheLoyer bien={lu} serree />
            <FicheReservation bien={lu} serree />
          </>
        )}
      </Requete>
    </Panneau>
  )
}
