import { Button, Checkbox, CopyButton, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { ClientTiers } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Fenetre } from '@/ui/Fenetre.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { clientsQuery, useCreerClient, useRevoquer, useTournerSecret } from '../queries.ts'
import { textes } from '../texts.ts'

const SCOPES = [
  ['biens:lire', 'Lire les biens'],
  ['biens:ecrire', 'Enregistrer les biens'],
  ['attributions:lire', 'Lire les attributions'],
  ['annonces:lire', 'Lire les annonces'],
  ['demandes:lire', 'Lire une demande'],
  ['candidats:lire', 'Lire les candidats'],
  ['webhooks:gerer', 'Gérer ses abonnements'],
] as const

type Geste = { quoi: 'creer' } | { quoi: 'tourner' | 'revoquer'; client: ClientTiers } | { quoi: 'secret'; client: ClientTiers; secret: string }

export function ClientsTiersPage(): ReactElement {
  const requete = useQuery(clientsQuery)
  const [geste, setGeste] = useState<Geste | null>(null)
  const fermer = () => setGeste(null)
  return (
    <>
      <PageHeader
        titre="Logiciels tiers"
        sous="Accès des logiciels de gestion locative, diffuseurs d’annonces et autres systèmes"
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setGeste({ quoi: 'creer' })}>
            Ouvrir un accès
          </Button>
        }
      />
      <Requete requete={requete} phrase={phraseDe}>
        {(clients) => (
          <DataTable
            nom="clients-tiers"
            libelle="Logiciels tiers"
            lignes={clients}
            cle={(c) => c.id}
            colonnes={[
              { id: 'libelle', entete: 'Logiciel', fixe: true, cellule: (c) => <strong>{c.libelle}</strong>, export: (c) => c.libelle },
              { id: 'organisme', souple: true, entete: 'Organisme', cellule: (c) => c.organisme.nom, export: (c) => c.organisme.nom, secondaire: true },
              { id: 'client_id', entete: 'Identifiant', cellule: (c) => <code>{c.client_id}</code>, export: (c) => c.client_id, secondaire: true },
              { id: 'scopes', souple: true, entete: 'Droits', cellule: (c) => c.scopes.map((scope) => SCOPES.find(([code]) => code === scope)?.[1] ?? scope).join(', '), export: (c) => c.scopes.join(' '), secondaire: true },
              { id: 'etat', entete: 'État', cellule: (c) => <EtatBadge ton={c.actif ? 'bon' : 'clos'} libelle={c.actif ? 'Actif' : 'Révoqué'} />, export: (c) => (c.actif ? 'Actif' : 'Révoqué') },
              { id: 'usage', entete: 'Dernier usage', cellule: (c) => <DateFr iso={c.derniere_utilisation_le} absent="Jamais" />, export: (c) => c.derniere_utilisation_le, secondaire: true },
              {
                id: 'actions',
                entete: 'Actions',
                cellule: (c) =>
                  c.actif && (
                    <Rang>
                      <Button size="compact-xs" variant="default" aria-label={`Changer le secret de ${c.libelle}`} onClick={() => setGeste({ quoi: 'tourner', client: c })}>
                        Changer le secret
                      </Button>
                      <Button size="compact-xs" variant="subtle" color="erreur" aria-label={`Révoquer ${c.libelle}`} onClick={() => setGeste({ quoi: 'revoquer', client: c })}>
                        Révoquer
                      </Button>
                    </Rang>
                  ),
              },
            ]}
            vide={<Vide titre={textes.sansClient}>{textes.sansClientAide}</Vide>}
          />
        )}
      </Requete>
      {geste?.quoi === 'creer' && <Creation onFermer={fermer} onSecret={(client, secret) => setGeste({ quoi: 'secret', client, secret })} />}
      {geste?.quoi === 'tourner' && <Rotation client={geste.client} onFermer={fermer} onSecret={(client, secret) => setGeste({ quoi: 'secret', client, secret })} />}
      {geste?.quoi === 'revoquer' && <Revocation client={geste.client} onFermer={fermer} />}
      {geste?.quoi === 'secret' && <Secret client={geste.client} secret={geste.secret} onFermer={fermer} />}
    </>
  )
}

interface SecretProps {
  onFermer: () => void
  onSecret: (client: ClientTiers, secret: string) => void
}

function Creation({ onFermer, onSecret }: SecretProps) {
  const [libelle, setLibelle] = useState('')
  const [scopes, setScopes] = useState<string[]>([])
  const creer = useCreerClient()
  return (
    <Dialogue
      ouvert
      titre="Ouvrir un accès"
      valider="Ouvrir l’accès"
      attente={creer.isPending}
      desactive={libelle.trim() === '' || scopes.length === 0}
      erreur={creer.error && phraseDe(creer.error)}
      onFermer={onFermer}
      onValider={() => creer.mutate({ libelle: libelle.trim(), scopes }, { onSuccess: ({ client, secret }) => onSecret(client, secret) })}
    >
      <TextInput label="Nom du logiciel" withAsterisk maxLength={80} value={libelle} onChange={(event) => setLibelle(event.currentTarget.value)} />
      <Checkbox.Group label="Droits" withAsterisk value={scopes} onChange={setScopes}>
        <Pile espace="serre">
          {SCOPES.map(([code, texte]) => (
            <Checkbox key={code} size="xs" value={code} label={texte} />
          ))}
        </Pile>
      </Checkbox.Group>
    </Dialogue>
  )
}

function Rotation({ client, onFermer, onSecret }: SecretProps & { client: ClientTiers }) {
  const tourner = useTournerSecret()
  return (
    <Dialogue
      ouvert
      titre={`Changer le secret de ${client.libelle}`}
      valider="Changer le secret"
      danger
      attente={tourner.isPending}
      erreur={tourner.error && phraseDe(tourner.error)}
      onFermer={onFermer}
      onValider={() => tourner.mutate(client.id, { onSuccess: (suite) => onSecret(suite.client, suite.secret) })}
    >
      <p>{textes.rotation}</p>
    </Dialogue>
  )
}

function Revocation({ client, onFermer }: { client: ClientTiers; onFermer: () => void }) {
  const revoquer = useRevoquer()
  return (
    <Dialogue
      ouvert
      titre={`Révoquer ${client.libelle}`}
      valider="Révoquer l’accès"
      danger
      attente={revoquer.isPending}
      erreur={revoquer.error && phraseDe(revoquer.error)}
      onFermer={onFermer}
      onValider={() =>
        revoquer.mutate(client.id, {
          onSuccess: () => {
            dire(`L’accès de ${client.libelle} est révoqué.`)
            onFermer()
          },
        })
      }
    >
      <p>{textes.revocation}</p>
    </Dialogue>
  )
}

function Secret({ client, secret, onFermer }: { client: ClientTiers; secret: string; onFermer: () => void }) {
  return (
    <Fenetre ouverte ferme onFermer={onFermer} titre={`Accès de ${client.libelle}`}>
      <Pile>
        <Avis ton="attention">{textes.secret}</Avis>
        <TextInput label="Identifiant" readOnly value={client.client_id} />
        <TextInput label="Secret" readOnly value={secret} />
        <Rang fin>
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? 'Secret copié' : 'Copier le secret'}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onFermer}>J’ai noté le secret</Button>
        </Rang>
      </Pile>
    </Fenetre>
  )
}
