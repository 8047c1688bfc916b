import { NativeSelect, Radio, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { ContestationVue, EvenementDeVieBody, VieCotee as Vie } from '@/api/types.ts'
import { aujourdhui } from '@/lib/dates.ts'
import { Actions } from '@/ui/Actions.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { useNoterEvenement, useQualifierRefus, useRetirerEvenement, vieCoteeQuery } from '../queries.ts'
import { textes } from '../texts.ts'
import { Contestations, Contester, Decider } from './Contestations.tsx'
import { GesteMotive, Motif, type Props, useFin } from './gestes.tsx'

type Evenement = Vie['evenements'][number]
type Geste = { sorte: 'noter' } | { sorte: 'qualifier' | 'retirer' | 'contester'; evenement: Evenement } | { sorte: 'decider'; contestation: ContestationVue }

const adapte = (dit: boolean | null) => (dit === null ? textes.nonDit : dit ? textes.adapte : textes.nonAdapte)
const REFUS: readonly string[] = ['refus_proposition', 'refus_prospection']

/** The dated facts that a grid may count, and what an agent may say of them. */
export function VieCotee({ demandeId }: { demandeId: string }) {
  const requete = useQuery(vieCoteeQuery(demandeId))
  const [geste, setGeste] = useState<Geste | null>(null)
  const fermer = () => setGeste(null)
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {(vie) => (
        <Carte titre={textes.faits} outils={<Actions actions={vie.actions} gestes={{ noter: () => setGeste({ sorte: 'noter' }) }} />} pleine={vie.evenements.length > 0}>
          {vie.evenements.length === 0 ? (
            <p>{textes.aucunFait}</p>
          ) : (
            <DataTable
              simple
              nom="faits-de-vie"
              libelle={textes.faits}
              lignes={vie.evenements}
              cle={(e) => String(e.id)}
              colonnes={[
                { id: 'le', entete: 'Date', cellule: (e) => <DateFr iso={e.le} /> },
                { id: 'libelle', entete: 'Fait', fixe: true, souple: true, cellule: (e) => e.libelle },
                { id: 'reference', entete: 'Logement', souple: true, cellule: (e) => e.reference ?? '—', secondaire: true },
                { id: 'adapte', entete: 'Logement adapté', cellule: (e) => (REFUS.includes(e.type) ? adapte(e.adapte) : '—') },
                {
                  id: 'actions',
                  entete: 'Actions',
                  cellule: (e) => (
                    <Actions
                      actions={e.actions}
                      gestes={Object.fromEntries((['qualifier', 'retirer', 'contester'] as const).map((sorte) => [sorte, () => setGeste({ sorte, evenement: e })]))}
                    />
                  ),
                },
              ]}
            />
          )}
          <Contestations contestations={vie.contestations} onDecider={(contestation) => setGeste({ sorte: 'decider', contestation })} />
          {geste?.sorte === 'noter' && <Noter demandeId={demandeId} types={vie.types} onFermer={fermer} />}
          {geste?.sorte === 'qualifier' && <Qualifier demandeId={demandeId} evenement={geste.evenement} onFermer={fermer} />}
          {geste?.sorte === 'retirer' && <Retirer demandeId={demandeId} evenement={geste.evenement} onFermer={fermer} />}
          {geste?.sorte === 'contester' && <Contester demandeId={demandeId} evenement={geste.evenement} onFermer={fermer} />}
          {geste?.sorte === 'decider' && <Decider demandeId={demandeId} contestation={geste.contestation} onFermer={fermer} />}
        </Carte>
      )}
    </Requete>
  )
}

function Noter({ demandeId, types, onFermer }: Props & { types: Vie['types'] }) {
  const [type, setType] = useState(types[0]?.code ?? '')
  const [le, setLe] = useState(aujourdhui())
  const [motif, setMotif] = useState('')
  const noter = useNoterEvenement(demandeId)
  const fin = useFin(textes.faitNote, onFermer)
  return (
    <Dialogue
      ouvert
      titre="Noter un fait"
      valider="Noter le fait"
      attente={noter.isPending}
      manque={motif.trim() === '' && textes.manqueMotif}
      erreur={noter.error && phraseDe(noter.error)}
      onFermer={onFermer}
      onValider={() => noter.mutate({ type: type as EvenementDeVieBody['type'], le, motif: motif.trim() }, fin)}
    >
      <NativeSelect label="Fait" withAsterisk value={type} data={types.map(({ code, libelle }) => ({ value: code, label: libelle }))} onChange={(event) => setType(event.currentTarget.value)} />
      <TextInput type="date" label="Date du fait" withAsterisk value={le} onChange={(event) => setLe(event.currentTarget.value)} />
      <Motif libelle="D’où on le tient" motif={motif} onChange={setMotif} />
    </Dialogue>
  )
}

function Qualifier({ demandeId, evenement, onFermer }: Props & { evenement: Evenement }) {
  const [dit, setDit] = useState(evenement.adapte === null ? '' : evenement.adapte ? 'oui' : 'non')
  const [motif, setMotif] = useState('')
  const qualifier = useQualifierRefus(demandeId, evenement.id)
  const fin = useFin(textes.refusQualifie, onFermer)
  return (
    <Dialogue
      ouvert
      titre={textes.qualifier}
      valider="Enregistrer"
      attente={qualifier.isPending}
      manque={dit === '' ? textes.manqueAdapte : motif.trim() === '' && textes.manqueMotif}
      erreur={qualifier.error && phraseDe(qualifier.error)}
      onFermer={onFermer}
      onValider={() => qualifier.mutate({ adapte: dit === 'oui', motif: motif.trim() }, fin)}
    >
      <p>{textes.adapteAide}</p>
      <Radio.Group label="Logement" withAsterisk value={dit} onChange={setDit}>
        <Stack gap="xs" mt="xs">
          <Radio value="oui" label={textes.adapte} />
          <Radio value="non" label={textes.nonAdapte} />
        </Stack>
      </Radio.Group>
      <Motif libelle="Pourquoi" motif={motif} onChange={setMotif} />
    </Dialogue>
  )
}

function Retirer({ demandeId, evenement, onFermer }: Props & { evenement: Evenement }) {
  return (
    <GesteMotive
      danger
      titre={textes.retirerLeFait(evenement.libelle)}
      valider="Retirer"
      libelle="Raison"
      mutation={useRetirerEvenement(demandeId, evenement.id)}
      corps={(motif) => ({ motif })}
      fait={textes.faitRetire}
      onFermer={onFermer}
    />
  )
}
