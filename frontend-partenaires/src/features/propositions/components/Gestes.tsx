import { Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { AccordCollectif, ActionPossible } from '@/api/types.ts'
import { aujourdhui, dateDeSeance } from '@/lib/dates.ts'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Actions } from '@/ui/Actions.tsx'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { seancesQuery, useAccepter, useAnnuler, useInscrire, useNotifier, useRefuser, useSignerBail } from '../queries.ts'
import { textes } from '../texts.ts'

export interface PropositionCible {
  id: string
  version: number
  rpls_attendu: boolean
  actions: readonly ActionPossible[]
}

interface GesteProps {
  cible: PropositionCible
  onFermer: () => void
}

const DIALOGUES: Readonly<Record<string, (props: GesteProps) => ReactNode>> = {
  inscrire: Inscription,
  notifier: Notification,
  accepter: Acceptation,
  refuser: Refus,
  'signer-le-bail': Bail,
  annuler: Annulation,
}

/** What can be done now, in the order of the server; each act asks for the little it needs. */
export function Gestes({ proposition }: { proposition: PropositionCible }) {
  const [ouvert, setOuvert] = useState<string | null>(null)
  const Geste = ouvert ? DIALOGUES[ouvert] : undefined
  const gestes = Object.fromEntries(Object.keys(DIALOGUES).map((code) => [code, () => setOuvert(code)]))
  return (
    <>
      <Actions actions={proposition.actions} gestes={gestes} principale={proposition.actions.find(({ permise }) => permise)?.code} />
      {Geste && <Geste cible={proposition} onFermer={() => setOuvert(null)} />}
    </>
  )
}

function Inscription({ cible, onFermer }: GesteProps) {
  const seances = useQuery(seancesQuery)
  const [commissionId, setCommissionId] = useState<string | null>(null)
  const inscrire = useInscrire()
  const ouvertes = seances.data?.items ?? []
  return (
    <Dialogue
      ouvert
      titre="Inscrire à une commission"
      valider="Inscrire"
      attente={inscrire.isPending}
      manque={!commissionId && 'Choisissez une séance.'}
      erreur={inscrire.error && phraseDe(inscrire.error)}
      onFermer={onFermer}
      onValider={() => commissionId && inscrire.mutate({ cible, commissionId }, { onSuccess: fini('La demande est inscrite à la commission.', onFermer) })}
    >
      <p>{textes.inscription}</p>
      {seances.data && ouvertes.length === 0 ? (
        <Avis ton="attention">{textes.sansSeance}</Avis>
      ) : (
        <Select
          label="Séance"
          placeholder="Choisir une séance"
          withAsterisk
          data={ouvertes.map((s) => ({ value: s.id, label: [dateDeSeance(s), s.lieu].filter(Boolean).join(', ') }))}
          value={commissionId}
          onChange={setCommissionId}
        />
      )}
    </Dialogue>
  )
}

const fini = (message: string, onFermer: () => void) => () => {
  dire(message)
  onFermer()
}

function Notification({ cible, onFermer }: GesteProps) {
  const notifier = useNotifier()
  return (
    <Dialogue
      ouvert
      titre="Notifier la proposition"
      valider="Notifier"
      attente={notifier.isPending}
      erreur={notifier.error && phraseDe(notifier.error)}
      onFermer={onFermer}
      onValider={() => notifier.mutate(cible, { onSuccess: fini('La proposition est notifiée au candidat.', onFermer) })}
    >
      <p>{textes.notification}</p>
    </Dialogue>
  )
}

function Acceptation({ cible, onFermer }: GesteProps) {
  const accepter = useAccepter()
  return (
    <Dialogue
      ouvert
      titre="Enregistrer l’accord du candidat"
      valider="Le candidat accepte"
      attente={accepter.isPending}
      erreur={accepter.error && phraseDe(accepter.error)}
      onFermer={onFermer}
      onValider={() => accepter.mutate(cible, { onSuccess: fini('L’accord du candidat est enregistré.', onFermer) })}
    >
      <p>{textes.acceptation}</p>
    </Dialogue>
  )
}

function Refus({ cible, onFermer }: GesteProps) {
  const motifs = useNomenclature('motif_refus_candidat')
  const [motif, setMotif] = useState<string | null>(null)
  const [commentaire, setCommentaire] = useState('')
  const refuser = useRefuser()
  return (
    <Dialogue
      ouvert
      titre="Enregistrer le refus du candidat"
      valider="Le candidat refuse"
      danger
      attente={refuser.isPending}
      manque={!motif && 'Choisissez le motif du refus.'}
      erreur={refuser.error && phraseDe(refuser.error)}
      onFermer={onFermer}
      onValider={() => motif && refuser.mutate({ cible, motif, commentaire: commentaire.trim() }, { onSuccess: fini('Le refus est enregistré.', onFermer) })}
    >
      <p>{textes.refus}</p>
      <Select label="Motif du refus" withAsterisk placeholder="Choisir un motif" searchable data={motifs.map((m) => ({ value: m.code, label: m.libelle }))} value={motif} onChange={setMotif} />
      <Textarea label="Ce que dit le candidat" maxLength={1000} value={commentaire} onChange={(event) => setCommentaire(event.currentTarget.value)} />
    </Dialogue>
  )
}

const RPLS = /^[0-9A-Z]{1,10}$/
const OUI = 'Oui'
const NON = 'Non'

function Bail({ cible, onFermer }: GesteProps) {
  const [signe_le, setSigne] = useState(aujourdhui())
  const [entree_le, setEntree] = useState(aujourdhui())
  const [accord_collectif, setAccord] = useState<AccordCollectif>('NONDOC')
  const [dalo, setDalo] = useState<string | null>(null)
  const [rpls, setRpls] = useState('')
  const accords = useNomenclature('accord_collectif')
  const signer = useSignerBail()
  return (
    <Dialogue
      ouvert
      titre="Signer le bail"
      valider="Enregistrer le bail"
      attente={signer.isPending}
      manque={!signe_le || !entree_le ? textes.manqueDates : cible.rpls_attendu && !RPLS.test(rpls) && textes.manqueRpls}
      erreur={signer.error && phraseDe(signer.error)}
      onFermer={onFermer}
      onValider={() => signer.mutate({ cible, signe_le, entree_le, accord_collectif, dalo: dalo === null ? null : dalo === OUI, rpls: rpls || null }, { onSuccess: fini('Le bail est enregistré : la demande est satisfaite.', onFermer) })}
    >
      <p>{textes.bail}</p>
      <Rangee>
        <TextInput type="date" label="Bail signé le" withAsterisk value={signe_le} onChange={(event) => setSigne(event.currentTarget.value)} />
        <TextInput type="date" label="Entrée dans les lieux le" withAsterisk value={entree_le} onChange={(event) => setEntree(event.currentTarget.value)} />
      </Rangee>
      <Rangee>
        <Select label="Accord collectif" allowDeselect={false} data={accords.map((a) => ({ value: a.code, label: a.libelle }))} value={accord_collectif} onChange={(choisi) => choisi && setAccord(choisi as AccordCollectif)} />
        <Select label="Au titre du DALO" clearable placeholder="Selon le dossier" data={[OUI, NON]} value={dalo} onChange={setDalo} />
      </Rangee>
      {cible.rpls_attendu && (
        <TextInput label="Identifiant RPLS" description={textes.rpls} withAsterisk maxLength={10} value={rpls} onChange={(event) => setRpls(event.currentTarget.value.trim().toUpperCase())} />
      )}
    </Dialogue>
  )
}

function Annulation({ cible, onFermer }: GesteProps) {
  const [motif, setMotif] = useState('')
  const annuler = useAnnuler()
  return (
    <Dialogue
      ouvert
      titre="Annuler la proposition"
      valider="Annuler la proposition"
      danger
      attente={annuler.isPending}
      manque={motif.trim() === '' && 'Dites pourquoi la proposition s’arrête.'}
      erreur={annuler.error && phraseDe(annuler.error)}
      onFermer={onFermer}
      onValider={() => annuler.mutate({ cible, motif: motif.trim() }, { onSuccess: fini('La proposition est annulée.', onFermer) })}
    >
      <p>{textes.annulation}</p>
      <Textarea label="Motif" withAsterisk maxLength={500} value={motif} onChange={(event) => setMotif(event.currentTarget.value)} />
    </Dialogue>
  )
}
