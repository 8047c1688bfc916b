import { Button, MultiSelect, Select, Textarea } from '@mantine/core'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { urlDeLAttestation } from '@/api/fichiers.ts'
import { useNomenclature, type NomDeListe } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { DemandeDetail } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { Actions } from '@/ui/Actions.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { useRadierDemande, useRenouvelerDemande, useRetournerDemande } from '../queries.ts'
import { textes } from '../texts.ts'

type Geste = 'retourner' | 'radier' | 'renouveler'

/** The buttons are those that the server names; this only says what each one opens. */
export function ActionsDemande({ demande }: { demande: DemandeDetail }) {
  const [geste, setGeste] = useState<Geste | null>(null)
  const navigate = useNavigate()
  const params = { demandeId: demande.id }
  // a button that leads where one already is would do nothing; the decision has its own there
  const ici = useLocation({ select: ({ pathname }) => pathname.slice(pathname.lastIndexOf('/') + 1) })
  const gestes: Readonly<Record<string, () => void>> = {
    ...(ici !== 'saisie' && { modifier: () => void navigate({ to: '/demandes/$demandeId/saisie', params }) }),
    ...(ici !== 'validation' && {
      valider: () => void navigate({ to: '/demandes/$demandeId/validation', params }),
      retourner: () => setGeste('retourner'),
    }),
    renouveler: () => setGeste('renouveler'),
    radier: () => setGeste('radier'),
  }
  const fermer = () => setGeste(null)
  return (
    <>
      {demande.numero_unique && (
        <Button component="a" href={urlDeLAttestation(demande.id)} target="_blank" rel="noreferrer" variant="default" size="compact-md">
          Attestation
        </Button>
      )}
      <Actions actions={demande.actions} gestes={gestes} principale="valider" />
      {geste === 'renouveler' && <Renouvellement demande={demande} onFermer={fermer} />}
      {geste === 'retourner' && <Retour demande={demande} onFermer={fermer} />}
      {geste === 'radier' && <Radiation demande={demande} onFermer={fermer} />}
    </>
  )
}

interface Props {
  demande: DemandeDetail
  onFermer: () => void
}

function Renouvellement({ demande, onFermer }: Props) {
  const renouveler = useRenouvelerDemande()
  return (
    <Dialogue
      ouvert
      titre="Renouveler la demande"
      valider="Renouveler"
      attente={renouveler.isPending}
      erreur={renouveler.error && phraseDe(renouveler.error)}
      onFermer={onFermer}
      onValider={() =>
        renouveler.mutate(demande, {
          onSuccess: () => {
            dire('La demande est renouvelée.')
            onFermer()
          },
        })
      }
    >
      <p>{textes.renouvellement}</p>
    </Dialogue>
  )
}

export function Retour({ demande, onFermer, onFait }: Props & { onFait?: () => void }) {
  const [motif, setMotif] = useState<string | null>(null)
  const [commentaire, setCommentaire] = useState('')
  const [points, setPoints] = useState<string[]>([])
  const aCorriger = useNomenclature('point_a_corriger')
  const retourner = useRetournerDemande()
  return (
    <Dialogue
      ouvert
      titre="Retourner la demande au demandeur"
      valider="Retourner la demande"
      attente={retourner.isPending}
      manque={!motif ? textes.manqueMotif : commentaire.trim() === '' && textes.manqueMessage}
      erreur={retourner.error && phraseDe(retourner.error)}
      onFermer={onFermer}
      onValider={() =>
        motif &&
        retourner.mutate(
          { demande, motif, commentaire: commentaire.trim(), points },
          {
            onSuccess: () => {
              dire('La demande est retournée : le demandeur reçoit votre message.')
              onFermer()
              onFait?.()
            },
          },
        )
      }
    >
      <p>{textes.retour}</p>
      <Motif liste="motif_retour" valeur={motif} onChange={setMotif} />
      <MultiSelect
        label="À corriger"
        description={textes.pointsACorriger}
        searchable
        clearable
        data={aCorriger.map(({ code, libelle }) => ({ value: code, label: libelle }))}
        value={points}
        onChange={setPoints}
      />
      <Textarea label="Message au demandeur" withAsterisk maxLength={1000} value={commentaire} onChange={(event) => setCommentaire(event.currentTarget.value)} />
    </Dialogue>
  )
}

function Radiation({ demande, onFermer }: Props) {
  const [motif, setMotif] = useState<string | null>(null)
  const radier = useRadierDemande()
  return (
    <Dialogue
      ouvert
      danger
      titre="Radier la demande"
      valider="Radier"
      attente={radier.isPending}
      manque={!motif && textes.manqueMotif}
      erreur={radier.error && phraseDe(radier.error)}
      onFermer={onFermer}
      onValider={() =>
        motif &&
        radier.mutate(
          { demande, motif },
          {
            onSuccess: () => {
              dire('La demande est radiée.')
              onFermer()
            },
          },
        )
      }
    >
      <p>{textes.radiation}</p>
      <Motif liste="motif_radiation" parmi={RADIATIONS_AU_GUICHET} valeur={motif} onChange={setMotif} />
    </Dialogue>
  )
}

/** The other radiations come from a bail, a commission or a missed renewal, never from a click (CCH R441-2-8). */
const RADIATIONS_AU_GUICHET = ['RADABA', 'RADCON']

interface MotifProps {
  liste: NomDeListe
  parmi?: readonly string[]
  valeur: string | null
  onChange: (motif: string | null) => void
}

function Motif({ liste, parmi, valeur, onChange }: MotifProps) {
  const motifs = useNomenclature(liste).filter(({ code }) => !parmi || parmi.includes(code))
  return (
    <Select
      label="Motif"
      withAsterisk
      placeholder="Choisir un motif"
      data={motifs.map(({ code, libelle }) => ({ value: code, label: libelle }))}
      value={valeur}
      onChange={onChange}
      comboboxProps={{ withinPortal: true }}
    />
  )
}
