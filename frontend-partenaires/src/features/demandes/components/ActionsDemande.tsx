import { Button, MultiSelect, Textarea } from '@mantine/core'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useState, type ComponentType } from 'react'
import { urlDeLAttestation } from '@/api/fichiers.ts'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { DemandeDetail } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { Actions } from '@/ui/Actions.tsx'
import { Dialogue as Fenetre } from '@/ui/Dialogue.tsx'
import { useRetournerDemande } from '../queries/gestes.ts'
import { textes } from '../texts.ts'
import { Motif, type Props } from './ChoixMotif.tsx'
import {
  Annulation,
  AvertissementIrrecevable,
  AvertissementSansReponse,
  Levee,
  RadiationIrrecevable,
  RadiationSansReponse,
  Renouvellement,
  Reprise,
  Restauration,
  Reveil,
  Suppression,
} from './DialoguesDeVie.tsx'

/** What opens a dialog; `modifier` and `valider` open a page. */
const DIALOGUES: Readonly<Record<string, ComponentType<Props>>> = {
  retourner: Retour,
  renouveler: Renouvellement,
  reveiller: Reveil,
  'avertir-absence': AvertissementSansReponse,
  'avertir-irrecevabilite': AvertissementIrrecevable,
  'lever-avertissement': Levee,
  annuler: Annulation,
  'radier-absence': RadiationSansReponse,
  'radier-irrecevabilite': RadiationIrrecevable,
  revenir: Reprise,
  restaurer: Restauration,
  supprimer: Suppression,
}
/** The act that each state calls for: one click opens it, the next one does it. */
const PRINCIPALES: Readonly<Record<string, string>> = { SO: 'reveiller', AN: 'revenir', NR: 'restaurer', AR: 'restaurer' }

/** The buttons are those that the server names; this only says what each one opens. */
export function ActionsDemande({ demande }: { demande: DemandeDetail }) {
  const [geste, setGeste] = useState<string | null>(null)
  const navigate = useNavigate()
  const params = { demandeId: demande.id }
  // a button that leads where one already is would do nothing; the decision has its own there
  const ici = useLocation({ select: ({ pathname }) => pathname.slice(pathname.lastIndexOf('/') + 1) })
  const gestes: Readonly<Record<string, () => void>> = {
    ...Object.fromEntries(
      Object.keys(DIALOGUES)
        .filter((code) => code !== 'retourner' || ici !== 'validation')
        .map((code) => [code, () => setGeste(code)]),
    ),
    ...(ici !== 'saisie' && { modifier: () => void navigate({ to: '/demandes/$demandeId/saisie', params }) }),
    ...(ici !== 'validation' && { valider: () => void navigate({ to: '/demandes/$demandeId/validation', params }) }),
  }
  const Dialogue = geste === null ? undefined : DIALOGUES[geste]
  const fermer = () => setGeste(null)
  return (
    <>
      {demande.numero_unique && (
        <Button component="a" href={urlDeLAttestation(demande.id)} target="_blank" rel="noreferrer" variant="default" size="compact-md">
          Attestation
        </Button>
      )}
      <Actions actions={demande.actions} gestes={gestes} principale={PRINCIPALES[demande.etat] ?? 'valider'} />
      {Dialogue && <Dialogue demande={demande} onFermer={fermer} />}
    </>
  )
}

export function Retour({ demande, onFermer, onFait }: Props & { onFait?: () => void }) {
  const [motif, setMotif] = useState<string | null>(null)
  const [commentaire, setCommentaire] = useState('')
  const [points, setPoints] = useState<string[]>([])
  const aCorriger = useNomenclature('point_a_corriger')
  const retourner = useRetournerDemande()
  return (
    <Fenetre
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
    </Fenetre>
  )
}
