import { Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { ContestationVue, DecisionDeContestationBody, VieCotee } from '@/api/types.ts'
import { Actions } from '@/ui/Actions.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { useContesterEvenement, useDeciderContestation } from '../queries.ts'
import { textes } from '../texts.ts'
import { GesteMotive, Motif, type Props, useFin } from './gestes.tsx'

/** What was contested, why, and what was decided: the fact withdrawn, it is still read here. */
export function Contestations({ contestations, onDecider }: { contestations: readonly ContestationVue[]; onDecider: (contestation: ContestationVue) => void }) {
  if (contestations.length === 0) return null
  return (
    <DataTable
      simple
      nom="contestations"
      libelle={textes.contestations}
      lignes={contestations}
      cle={(c) => c.id}
      colonnes={[
        { id: 'deposee', entete: 'Contesté le', cellule: (c) => <DateFr iso={c.deposee_le} /> },
        {
          id: 'fait',
          entete: 'Fait contesté',
          fixe: true,
          souple: true,
          cellule: (c) => (
            <>
              {c.libelle}, <DateFr iso={c.le} />
            </>
          ),
        },
        { id: 'motif', entete: 'Ce qui est dit', souple: true, cellule: (c) => `${c.par}\u00a0: ${c.motif}` },
        {
          id: 'issue',
          entete: 'Décision',
          souple: true,
          cellule: (c) => (c.issue === null ? <Actions actions={c.actions} gestes={{ decider: () => onDecider(c) }} /> : `${c.issue === 'admise' ? 'Admise' : 'Rejetée'} par ${c.decidee_par}\u00a0: ${c.motif_decision}`),
        },
      ]}
    />
  )
}

export function Contester({ demandeId, evenement, onFermer }: Props & { evenement: VieCotee['evenements'][number] }) {
  return (
    <GesteMotive
      titre={textes.contesterLeFait(evenement.libelle)}
      valider="Enregistrer la contestation"
      libelle="Pourquoi ce fait est contesté"
      mutation={useContesterEvenement(demandeId, evenement.id)}
      corps={(motif) => ({ motif })}
      fait={textes.faitConteste}
      onFermer={onFermer}
    >
      <p>{textes.contesterAide}</p>
    </GesteMotive>
  )
}

export function Decider({ demandeId, contestation, onFermer }: Props & { contestation: ContestationVue }) {
  const [issue, setIssue] = useState('')
  const [motif, setMotif] = useState('')
  const decider = useDeciderContestation(demandeId, contestation.id)
  const fin = useFin(textes.contestationDecidee, onFermer)
  return (
    <Dialogue
      ouvert
      titre={textes.deciderDe(contestation.libelle)}
      valider="Décider"
      attente={decider.isPending}
      manque={issue === '' ? textes.manqueIssue : motif.trim() === '' && textes.manqueMotif}
      erreur={decider.error && phraseDe(decider.error)}
      onFermer={onFermer}
      onValider={() => decider.mutate({ issue: issue as DecisionDeContestationBody['issue'], motif: motif.trim() }, fin)}
    >
      <p>
        {`${contestation.par}\u00a0: ${contestation.motif}`}
      </p>
      <Radio.Group label="Décision" withAsterisk value={issue} onChange={setIssue}>
        <Stack gap="xs" mt="xs">
          <Radio value="admise" label={textes.admettre} />
          <Radio value="rejetee" label={textes.rejeter} />
        </Stack>
      </Radio.Group>
      <Motif libelle="Pourquoi" aide={textes.decisionLue} motif={motif} onChange={setMotif} />
    </Dialogue>
  )
}
