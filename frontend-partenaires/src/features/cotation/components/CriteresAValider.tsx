import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { CritereAValider } from '@/api/types.ts'
import { Actions } from '@/ui/Actions.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { criteresAValiderQuery, useRetirerLaValidation, useValiderLeCritere } from '../queries.ts'
import { textes } from '../texts.ts'
import { GesteMotive, type Props } from './gestes.tsx'

type Geste = { sorte: 'valider' | 'retirer'; critere: CritereAValider }

/** What a grid has someone check: nothing in the form says it, or the form alone does not prove it. */
export function CriteresAValider({ demandeId }: { demandeId: string }) {
  const requete = useQuery(criteresAValiderQuery(demandeId))
  const [geste, setGeste] = useState<Geste | null>(null)
  const fermer = () => setGeste(null)
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {({ criteres }) =>
        criteres.length === 0 ? null : (
          <Carte titre={textes.aValider} pleine>
            <DataTable
              simple
              nom="criteres-a-valider"
              libelle={textes.aValider}
              lignes={criteres}
              cle={(c) => `${c.epci}-${c.critere}`}
              colonnes={[
                { id: 'libelle', entete: 'Critère', fixe: true, souple: true, cellule: (c) => c.libelle },
                { id: 'epci', entete: 'Territoire', souple: true, cellule: (c) => c.epci_nom, secondaire: true },
                { id: 'points', entete: 'Points', souple: true, cellule: (c) => c.points, secondaire: true },
                { id: 'phrase', entete: 'Où il en est', souple: true, cellule: (c) => c.phrase },
                {
                  id: 'actions',
                  entete: 'Actions',
                  cellule: (c) => <Actions actions={c.actions} gestes={Object.fromEntries((['valider', 'retirer'] as const).map((sorte) => [sorte, () => setGeste({ sorte, critere: c })]))} />,
                },
              ]}
            />
            {geste?.sorte === 'valider' && <Valider demandeId={demandeId} critere={geste.critere} onFermer={fermer} />}
            {geste?.sorte === 'retirer' && <Retirer demandeId={demandeId} critere={geste.critere} onFermer={fermer} />}
          </Carte>
        )
      }
    </Requete>
  )
}

function Valider({ demandeId, critere, onFermer }: Props & { critere: CritereAValider }) {
  return (
    <GesteMotive
      titre={textes.validerLeCritere(critere.libelle)}
      valider="Valider le critère"
      libelle="D’où on le tient"
      mutation={useValiderLeCritere(demandeId)}
      corps={(motif) => ({ epci: critere.epci, critere: critere.critere, motif })}
      fait={textes.critereValide}
      onFermer={onFermer}
    >
      <p>{textes.auTitreDe(critere.role)}</p>
    </GesteMotive>
  )
}

function Retirer({ demandeId, critere, onFermer }: Props & { critere: CritereAValider }) {
  return (
    <GesteMotive
      danger
      titre={textes.retirerLaValidation(critere.libelle)}
      valider="Retirer la validation"
      libelle="Raison"
      mutation={useRetirerLaValidation(demandeId, critere.validation?.id ?? '')}
      corps={(motif) => ({ motif })}
      fait={textes.validationRetiree}
      onFermer={onFermer}
    />
  )
}
