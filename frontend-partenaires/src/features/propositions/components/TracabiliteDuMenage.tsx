import { useQuery } from '@tanstack/react-query'
import { phraseDe } from '@/api/problem.ts'
import { tracabiliteQuery } from '@/api/tracabilite.ts'
import { nombre } from '@/lib/montants.ts'
import { typographier } from '@/lib/typographie.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { textes } from '../texts.ts'

/** Before calling: how often this household was thought of, and by whom today. */
export function TracabiliteDuMenage({ demandeId }: { demandeId: string }) {
  const requete = useQuery(tracabiliteQuery(demandeId))
  return (
    <Carte titre={textes.tracabilite}>
      <Requete requete={requete} phrase={phraseDe} lignes={3}>
        {(lue) => (
          <Pile>
            <Avis ton={lue.autres_bailleurs_en_cours > 0 ? 'attention' : 'information'}>
              <p>{typographier(lue.constat.phrase)}</p>
              {lue.autres_bailleurs.length > 0 && <p>{lue.autres_bailleurs.map(({ nom }) => nom).join(', ')}</p>}
            </Avis>
            <Fiche
              lignes={[
                [textes.propositionsTotales, nombre(lue.propositions_totales)],
                [textes.prospectionsTotales, nombre(lue.prospections_totales)],
                [textes.interventionsPartagees, nombre(lue.interventions_partagees)],
              ]}
            />
          </Pile>
        )}
      </Requete>
    </Carte>
  )
}
