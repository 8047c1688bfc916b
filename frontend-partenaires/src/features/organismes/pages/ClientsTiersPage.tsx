import { Button, Checkbox, CopyButton, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { ClientTiersBody, ClientTiersVue } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { BoutonAction } from '@/ui/BoutonAction.tsx'
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

const PORTEES: readonly (readonly [code: ClientTiersBody['portees'][number], texte: string])[] = [
  ['biens:lire', 'Lire les biens'],
  ['biens:ecrire', 'Enregistrer les biens'],
  ['attributions:lire', 'Lire les attributions'],
  ['annonces:lire', 'Lire les annonces'],
  ['demandes:lire', 'Lire une demande'],
  ['candidats:lire', 'Lire les candidats'],
  ['webhooks:gerer', 'Gérer ses abonnements'],
]

const etat = (client: ClientTiersVue) => (client.revoque_le ? 'Révoqué' : 'Actif')

const NOMS: Readonly<Record<string, (nom: string) => string>> = {
  'renouveler-le-secret': (nom) => `Changer le secret de ${nom}`,
  revoquer: (nom) => `Révoquer ${nom}`,
}

type Geste = { quoi: 'creer' } | { quoi: 'tourner' | 'revoquer'; client: ClientTiersVue } | { quoi: 'secret'; client: ClientTiersVue; secret: string | null }

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
              { id: 'libelle', entete: 'Logiciel', fixe: true, cellule: (c) => <strong>{c.nom}</strong>, export: (c) => c.nom },
              { id: 'organisme', souple: true, entete: 'Organisme', cellule: (c) => c.organisme.nom, export: (c) => c.organisme.nom, secondaire: true },
              { id: 'client_id', entete: 'Identifiant', cellule: (c) => <code>{c.client_id}</code>, export: (c) => c.client_id, secondaire: true },
              { id: 'scopes', souple: true, entete: 'Droits', cellule: (c) => c.portees.map((portee) => PORTEES.find(([code]) => code === portee)?.[1] ?? portee).join(', '), export: (c) => c.portees.join(' '), secondaire: true },
              { id: 'etat', entete: 'État', cellule: (c) => <EtatBadge ton={c.revoque_le ? 'clos' : 'bon'} libelle={etat(c)} />, export: etat },
              { id: 'ouverture', entete: 'Ouvert le', cellule: (c) => <DateFr iso={c.cree_le} />, export: (c) => c.cree_le, secondaire: true },
              {
                id: 'actions',
                entete: 'Actions',
                cellule: (c) => (
                  <Rang>
                    {c.actions.map((action) => (
                      <BoutonAction
                        key={action.code}
                        size="compact-xs"
                        variant="default"
                        action={action}
                        aria-label={NOMS[action.code]?.(c.nom) ?? action.libelle}
                        onClick={() => setGeste({ quoi: action.code === 'revoquer' ? 'revoquer' : 'tourner', client: c })}
                      />
                    ))}
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
  onSecret: (client: ClientTiersVue, secret: string | null) => void
}

function Creation({ onFermer, onSecret }: SecretProps) {
  const [nom, setNom] = useState('')
  const [portees, setPortees] = useState<ClientTiersBody['portees']>([])
  const creer = useCreerClient()
  return (
    <Dialogue
      ouvert
      titre="Ouvrir un accès"
      valider="Ouvrir l’accès"
      attente={creer.isPending}
      manque={nom.trim() === '' ? 'Nommez le logiciel.' : portees.length === 0 && 'Cochez au moins un droit.'}
      erreur={creer.error && phraseDe(creer.error)}
      onFermer={onFermer}
      onValider={() => creer.mutate({ nom: nom.trim(), portees }, { onSuccess: ({ client, secret }) => onSecret(client, secret) })}
    >
      <TextInput label="Nom du logiciel" withAsterisk maxLength={80} value={nom} onChange={(event) => setNom(event.currentTarget.value)} />
      <Checkbox.Group label="Droits" withAsterisk value={portees} onChange={(codes) => setPortees(PORTEES.map(([code]) => code).filter((code) => codes.includes(code)))}>
        <Pile espace="serre">
          {PORTEES.map(([code, texte]) => (
            <Checkbox key={code} size="xs" value={code} label={texte} />
          ))}
        </Pile>
      </Checkbox.Group>
    </Dialogue>
  )
}

function Rotation({ client, onFermer, onSecret }: SecretProps & { client: ClientTiersVue }) {
  const tourner = useTournerSecret()
  return (
    <Dialogue
      ouvert
      titre={`Changer le secret de ${client.nom}`}
      valider="Changer le secret"
      danger
      attente={tourner.isPending}
      erreur={tourner.error && phraseDe(tourner.error)}
      onFermer={onFermer}
      onValider={() => tourner.mutate(client, { onSuccess: (suite) => onSecret(suite.client, suite.secret) })}
    >
      <p>{textes.rotation}</p>
    </Dialogue>
  )
}

function Revocation({ client, onFermer }: { client: ClientTiersVue; onFermer: () => void }) {
  const revoquer = useRevoquer()
  return (
    <Dialogue
      ouvert
      titre={`Révoquer ${client.nom}`}
      valider="Révoquer l’accès"
      danger
      attente={revoquer.isPending}
      erreur={revoquer.error && phraseDe(revoquer.error)}
      onFermer={onFermer}
      onValider={() =>
        revoquer.mutate(client, {
          onSuccess: () => {
            dire(`L’accès de ${client.nom} est révoqué.`)
            onFermer()
          },
        })
      }
    >
      <p>{textes.revocation}</p>
    </Dialogue>
  )
}

function Secret({ client, secret, onFermer }: { client: ClientTiersVue; secret: string | null; onFermer: () => void }) {
  return (
    <Fenetre ouverte ferme onFermer={onFermer} titre={`Accès de ${client.nom}`}>
      <Pile>
        <Avis ton="attention">{secret === null ? textes.secretPerdu : textes.secret}</Avis>
        <TextInput label="Identifiant" readOnly value={client.client_id} />
        {secret !== null && <TextInput label="Secret" readOnly value={secret} />}
        <Rang fin>
          {secret !== null && (
            <CopyButton value={secret}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? 'Secret copié' : 'Copier le secret'}
                </Button>
              )}
            </CopyButton>
          )}
          <Button onClick={onFermer}>{secret === null ? 'Fermer' : 'J’ai noté le secret'}</Button>
        </Rang>
      </Pile>
    </Fenetre>
  )
}
