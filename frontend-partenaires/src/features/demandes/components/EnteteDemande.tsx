import { ActionIcon, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy, IconLock, IconPhone } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useLibelle } from '@/api/nomenclatures.ts'
import type { DemandeDetail } from '@/api/types.ts'
import { age, dateCourte } from '@/lib/dates.ts'
import { numeroLisible, telephoneLisible } from '@/lib/numero.ts'
import { EnteteFiche } from '@/ui/EnteteFiche.tsx'
import { EtatDemande } from '../etats.tsx'
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
      faits={useFaits(demande)}
      libelleOnglets="Rubriques de la demande"
      onglets={ONGLETS.map(([to, libelle]) => (
        <Link key={to} to={to} params={{ demandeId: demande.id }} activeOptions={{ exact: true }} replace>
          {libelle}
        </Link>
      ))}
    />
  )
}

function Numero({ demande }: { demande: DemandeDetail }) {
  const { numero_unique } = demande
  if (!numero_unique) return <span className={styles.numero}>N° unique non attribué, réf. {demande.reference}</span>
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
    </span>
  )
}

function useFaits(demande: DemandeDetail) {
  const libelle = useLibelle()
  const { demandeur, codemandeurs = [] } = demande.formulaire
  const adultes = [demandeur, ...codemandeurs].filter((personne) => personne !== null && personne !== undefined)
  const faits = [
    demande.deposee_le && `Déposée le ${dateCourte(demande.deposee_le)} (${demande.anciennete_libelle})`,
    demande.renouvelee_le && `Renouvelée le ${dateCourte(demande.renouvelee_le)}`,
    demande.expire_le && `Expire le ${dateCourte(demande.expire_le)}`,
    demandeur?.ne_le && `${age(demandeur.ne_le)} ans`,
    demandeur?.situation_familiale && libelle('situation_familiale', demandeur.situation_familiale),
    demandeur?.nationalite && libelle('nationalite', demandeur.nationalite),
    codemandeurs.length > 0 && `Avec ${codemandeurs.map((c) => [c.nom_usage ?? c.nom_naissance, c.prenoms].filter(Boolean).join(' ')).join(' et ')}`,
    demande.guichet && `Guichet : ${demande.guichet.nom}${demande.guichet.mandataire ? `, par ${demande.guichet.mandataire}` : ''}`,
  ].filter((fait) => typeof fait === 'string')
  const telephones = adultes.flatMap(({ id, telephone }) =>
    telephone
      ? [
          {
            cle: id,
            contenu: (
              <a href={`tel:${telephone}`} className={styles.telephone}>
                <IconPhone size={13} aria-hidden="true" /> {telephoneLisible(telephone)}
              </a>
            ),
          },
        ]
      : [],
  )
  return [...faits.map((fait) => ({ cle: fait, contenu: fait })), ...telephones]
}
