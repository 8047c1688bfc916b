import { ActionIcon, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy, IconLock, IconPhone } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { DemandeDetail } from '@/api/types.ts'
import { dateCourte } from '@/lib/dates.ts'
import { numeroLisible, telephoneLisible } from '@/lib/numero.ts'
import { EnteteFiche } from '@/ui/EnteteFiche.tsx'
import { EtatDemande } from '../etats.tsx'
import { useSeulementCerfa } from './Cerfa.tsx'
import styles from './EnteteDemande.module.css'

const ONGLETS = [
  ['/demandes/$demandeId', 'Synthèse'],
  ['/demandes/$demandeId/demandeur', 'Demandeur'],
  ['/demandes/$demandeId/codemandeurs', 'Codemandeurs'],
  ['/demandes/$demandeId/colocataires', 'Colocataires'],
  ['/demandes/$demandeId/occupants', 'Occupants'],
  ['/demandes/$demandeId/situation-professionnelle', 'Situation pro'],
  ['/demandes/$demandeId/revenus', 'Revenus'],
  ['/demandes/$demandeId/logement-actuel', 'Logement actuel'],
  ['/demandes/$demandeId/logement-recherche', 'Logement recherché'],
  ['/demandes/$demandeId/complements', 'Compléments'],
  ['/demandes/$demandeId/pieces', 'Pièces'],
  ['/demandes/$demandeId/priorites', 'Priorités'],
  ['/demandes/$demandeId/cotation', 'Cotation'],
  ['/demandes/$demandeId/propositions', 'Propositions'],
  ['/demandes/$demandeId/historique', 'Historique'],
  ['/demandes/$demandeId/echanges', 'Échanges'],
  ['/demandes/$demandeId/consultations', 'Consultations'],
] as const

interface Props {
  demande: DemandeDetail
  actions: ReactNode
}

const NATURES: Readonly<Record<string, string>> = { ANRU: 'Relogement ANRU', MUTATION: 'Mutation' }

/** What changes the way a file is read, beside its name. */
/** The label says it too: once is enough. */
const DEJA_DITS = new Set(['DALO', 'DAL'])

const etiquettes = ({ dalo, labels, nature, delai_anormal }: DemandeDetail) =>
  [dalo && 'DALO', NATURES[nature], delai_anormal?.depasse && 'Délai anormalement long', ...labels.filter(({ code }) => !DEJA_DITS.has(code)).map(({ libelle }) => libelle)].filter(
    (libelle) => typeof libelle === 'string',
  )

/** Who, which number, since when, in what state: under the eyes on every tab. */
export function EnteteDemande({ demande, actions }: Props) {
  const cerfa = useSeulementCerfa()
  return (
    <EnteteFiche
      cle={demande.id}
      titre={demande.nom_affiche}
      identite={
        <>
          <EtatDemande etat={demande.etat} libelle={demande.etat_libelle} />
          {etiquettes(demande).map((libelle) => (
            <span key={libelle} className={styles.etiquette}>
              {libelle}
            </span>
          ))}
          {demande.verrou && (
            <span className={styles.etiquette}>
              <IconLock size={13} aria-hidden="true" /> Verrouillée
            </span>
          )}
          <Numero demande={demande} />
        </>
      }
      actions={actions}
      faits={faitsDe(demande)}
      libelleOnglets="Rubriques de la demande"
      onglets={ONGLETS.map(([to, libelle]) => (
        <Link key={to} to={to} params={{ demandeId: demande.id }} search={cerfa ? { cerfa } : {}} activeOptions={{ exact: true, includeSearch: false }} replace>
          {libelle}
        </Link>
      ))}
    />
  )
}

function Numero({ demande }: { demande: DemandeDetail }) {
  const { numero_unique, reference } = demande
  if (!numero_unique) return <span className={styles.numero}>N° unique non attribué, réf. {reference}</span>
  return (
    <span className={styles.numero}>
      <span className="visuellement-cache">Numéro unique </span>
      {numeroLisible(numero_unique)}
      <CopyButton value={numero_unique}>
        {({ copied, copy }) => (
          <ActionIcon size="sm" onClick={copy} aria-label={copied ? 'Numéro copié' : 'Copier le numéro unique'}>
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        )}
      </CopyButton>
      <span className={styles.reference}>Réf. {reference}</span>
    </span>
  )
}

function faitsDe(demande: DemandeDetail) {
  const { phrase, codemandeurs, telephones } = demande.entete
  const faits = [
    phrase && (demande.deposee_le ? `Déposée le ${phrase}` : phrase),
    ...codemandeurs,
    demande.renouvelee_le && `Renouvelée le ${dateCourte(demande.renouvelee_le)}`,
    demande.expire_le && `Expire le ${dateCourte(demande.expire_le)}`,
    demande.guichet && `Guichet : ${demande.guichet.nom}${demande.guichet.mandataire ? `, par ${demande.guichet.mandataire}` : ''}`,
  ].filter((fait): fait is string => Boolean(fait))
  const appels = telephones.map(({ de, libelle, numero }) => ({
    cle: `${de} ${libelle}`,
    contenu: (
      <a href={`tel:${numero}`} className={styles.telephone}>
        <IconPhone size={13} aria-hidden="true" /> {[codemandeurs.length > 0 && de, libelle].filter(Boolean).join(', ')} : {telephoneLisible(numero)}
      </a>
    ),
  }))
  return [...faits.map((fait) => ({ cle: fait, contenu: fait })), ...appels]
}
