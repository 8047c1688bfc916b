import { TextInput, Textarea } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { DemandeDetail } from '@/api/types.ts'
import { aujourdhui } from '@/lib/dates.ts'
import { Avis } from '@/ui/Avis.tsx'
import { dire } from '@/ui/annonces.ts'
import { Dialogue } from '@/ui/Dialogue.tsx'
import {
  useAvertirDemandeur,
  useLeverAvertissement,
  useRadierDemande,
  useRenouvelerDemande,
  useReprendreDemande,
  useRestaurerDemande,
  useReveillerDemande,
  useSupprimerBrouillon,
  type MotifRadiation,
} from '../queries/gestes.ts'
import { textes } from '../texts.ts'
import { Motif, type Props } from './ChoixMotif.tsx'
import { alerteOccupants } from '../occupants.ts'

interface Acte<V> {
  mutate: (variables: V, suite: { onSuccess: () => void }) => void
  isPending: boolean
  error: Error | null
}

interface ConfirmationProps<V> extends Props {
  acte: Acte<V>
  /** What is sent; absent, something is still missing. */
  envoi: V | null
  titre: string
  valider: string
  fait: string
  manque?: string | undefined
  danger?: boolean
  onFait?: () => void
  children: ReactNode
}

/** Reads what will happen, does it once, says that it is done. */
function Confirmation<V>({ acte, envoi, titre, valider, fait, manque, danger = false, onFermer, onFait, children }: ConfirmationProps<V>) {
  return (
    <Dialogue
      ouvert
      danger={danger}
      titre={titre}
      valider={valider}
      attente={acte.isPending}
      manque={envoi === null && manque}
      erreur={acte.error && phraseDe(acte.error)}
      onFermer={onFermer}
      onValider={() =>
        envoi !== null &&
        acte.mutate(envoi, {
          onSuccess: () => {
            dire(fait)
            onFermer()
            onFait?.()
          },
        })
      }
    >
      {children}
    </Dialogue>
  )
}

/** At every renewal, in the words of the rule; the renewal goes through all the same. */
function AlerteOccupants({ demande }: Pick<Props, 'demande'>) {
  const alerte = alerteOccupants(demande)
  return alerte && <Avis ton="attention">{alerte.message}</Avis>
}

export function Renouvellement(props: Props) {
  return (
    <Confirmation {...props} acte={useRenouvelerDemande()} envoi={props.demande} titre="Renouveler la demande" valider="Renouveler" fait="La demande est renouvelée.">
      <p>{textes.renouvellement}</p>
      <AlerteOccupants demande={props.demande} />
    </Confirmation>
  )
}

export function Reveil(props: Props) {
  const { demande } = props
  const [motif, setMotif] = useState<string | null>('VISITE')
  const [commentaire, setCommentaire] = useState('')
  return (
    <Confirmation
      {...props}
      acte={useReveillerDemande()}
      envoi={motif ? { demande, motif, commentaire: commentaire.trim() } : null}
      manque={textes.manqueMotif}
      titre="Réveiller la demande"
      valider="Réveiller"
      fait="La demande est réveillée."
    >
      <p>{textes.reveil}</p>
      <Motif liste="motif_reveil" valeur={motif} onChange={setMotif} />
      <Textarea label="Précision" maxLength={1000} value={commentaire} onChange={(event) => setCommentaire(event.currentTarget.value)} />
    </Confirmation>
  )
}

export function Reprise(props: Props) {
  return (
    <Confirmation {...props} acte={useReprendreDemande()} envoi={props.demande} titre="Revenir sur l’annulation" valider="Reprendre la demande" fait="L’annulation est reprise.">
      <p>{textes.reprise}</p>
    </Confirmation>
  )
}

export function Suppression(props: Props) {
  const navigate = useNavigate()
  return (
    <Confirmation
      {...props}
      danger
      acte={useSupprimerBrouillon()}
      envoi={props.demande}
      titre="Supprimer le brouillon"
      valider="Supprimer"
      fait="Le brouillon est supprimé."
      onFait={() => void navigate({ to: '/demandes' })}
    >
      <p>{textes.suppression}</p>
    </Confirmation>
  )
}

/** What each radiation most often comes back for: the second click is enough. */
const HABITUELS: Readonly<Record<string, string>> = { NR: 'RENOUV', AR: 'REPONSE', SA: 'BAIL' }

export function Restauration(props: Props) {
  const { demande } = props
  const [motif, setMotif] = useState<string | null>(HABITUELS[demande.etat] ?? 'ERREUR')
  const [commentaire, setCommentaire] = useState('')
  return (
    <Confirmation
      {...props}
      acte={useRestaurerDemande()}
      envoi={motif ? { demande, motif, commentaire: commentaire.trim() } : null}
      manque={textes.manqueMotif}
      titre="Restaurer la demande"
      valider="Restaurer"
      fait="La demande est restaurée."
    >
      <p>{textes.restauration}</p>
      <Motif liste="motif_restauration" valeur={motif} onChange={setMotif} />
      <Textarea label="Précision" maxLength={1000} value={commentaire} onChange={(event) => setCommentaire(event.currentTarget.value)} />
    </Confirmation>
  )
}

function Radiation({ motif, titre, valider = 'Radier', fait = 'La demande est radiée.', children, ...props }: Props & { motif: MotifRadiation; titre: string; valider?: string; fait?: string; children: ReactNode }) {
  return (
    <Confirmation {...props} danger acte={useRadierDemande()} envoi={{ demande: props.demande, motif }} titre={titre} valider={valider} fait={fait}>
      {children}
      <p>{textes.radiation}</p>
    </Confirmation>
  )
}

export function Annulation(props: Props) {
  return (
    <Radiation {...props} motif="RADABA" titre="Annuler la demande" valider="Annuler la demande" fait="La demande est annulée.">
      <p>{textes.annulation}</p>
    </Radiation>
  )
}

const Rappel = ({ demande }: { demande: DemandeDetail }) => demande.avertissement && <p>{demande.avertissement.phrase}</p>

export function RadiationSansReponse(props: Props) {
  return (
    <Radiation {...props} motif="RADCON" titre="Radier faute de réponse">
      <Rappel demande={props.demande} />
    </Radiation>
  )
}

export function RadiationIrrecevable(props: Props) {
  return (
    <Radiation {...props} motif="RADIRR" titre="Radier pour irrecevabilité">
      <Rappel demande={props.demande} />
    </Radiation>
  )
}

function Avertissement({ irrecevable, ...props }: Props & { irrecevable: boolean }) {
  const { demande } = props
  const [moyen, setMoyen] = useState<string | null>('LRAR')
  const [envoyeLe, setEnvoyeLe] = useState(aujourdhui())
  const [irrecevabilite, setIrrecevabilite] = useState<string | null>(null)
  const complet = moyen !== null && envoyeLe !== '' && (!irrecevable || irrecevabilite !== null)
  return (
    <Confirmation
      {...props}
      acte={useAvertirDemandeur()}
      envoi={complet ? { demande, moyen, envoyeLe, irrecevabilite } : null}
      manque={irrecevable ? textes.manqueLettre : textes.manqueEnvoi}
      titre={irrecevable ? 'Avertir d’une irrecevabilité' : 'Avertir d’une radiation sans réponse'}
      valider="Enregistrer l’avertissement"
      fait="L’avertissement est enregistré."
    >
      <p>{irrecevable ? textes.avertissementIrrecevable : textes.avertissement}</p>
      {irrecevable && <Motif liste="motif_irrecevabilite" valeur={irrecevabilite} onChange={setIrrecevabilite} />}
      <Motif liste="moyen_avertissement" libelle="Moyen d’envoi" valeur={moyen} onChange={setMoyen} />
      <TextInput type="date" label="Envoyée le" withAsterisk max={aujourdhui()} value={envoyeLe} onChange={(event) => setEnvoyeLe(event.currentTarget.value)} />
    </Confirmation>
  )
}

export const AvertissementSansReponse = (props: Props) => <Avertissement {...props} irrecevable={false} />
export const AvertissementIrrecevable = (props: Props) => <Avertissement {...props} irrecevable />

export function Levee(props: Props) {
  const [commentaire, setCommentaire] = useState('')
  const reponse = commentaire.trim()
  return (
    <Confirmation
      {...props}
      acte={useLeverAvertissement()}
      envoi={reponse === '' ? null : { demande: props.demande, commentaire: reponse }}
      manque={textes.manqueReponse}
      titre="Lever l’avertissement"
      valider="Lever l’avertissement"
      fait="L’avertissement est levé."
    >
      <Rappel demande={props.demande} />
      <Textarea label="Ce que le demandeur a répondu" withAsterisk maxLength={1000} value={commentaire} onChange={(event) => setCommentaire(event.currentTarget.value)} />
    </Confirmation>
  )
}
