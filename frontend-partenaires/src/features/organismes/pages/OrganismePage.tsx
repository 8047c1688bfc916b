import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { useForm } from 'react-hook-form'
import { useNomsCommunes } from '@/api/communes.ts'
import { useLignesHistorique } from '@/api/historique.ts'
import { phraseDe } from '@/api/problem.ts'
import { usePeut, useSession } from '@/api/session.ts'
import type { AgenceVue, CompteVue, OrganismeModificationBody, OrganismeVue } from '@/api/types.ts'
import { telephoneLisible } from '@/lib/numero.ts'
import { dire } from '@/ui/annonces.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { ChampCase, ChampTexte } from '@/ui/champs/Champs.tsx'
import { Pile, Rang, Rangee } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { HistoriquePagine } from '@/ui/HistoriquePagine.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { colonnesComptes } from '../components/colonnes.tsx'
import { Enregistrement } from '../components/Enregistrement.tsx'
import { FormulaireAgence } from '../components/FormulaireAgence.tsx'
import { FormulaireCompte } from '../components/FormulaireCompte.tsx'
import { Logo } from '../components/Logo.tsx'
import { Perimetre } from '../components/Perimetre.tsx'
import { agencesQuery, comptesQuery, historiqueOrganismeQuery, organismeQuery, useModifierOrganisme } from '../queries.ts'
import { textes } from '../texts.ts'

export function OrganismePage(): ReactElement {
  const organismeId = useParams({ from: '/connecte/prive/organismes/$organismeId', select: (p) => p.organismeId })
  const { data: organisme } = useSuspenseQuery(organismeQuery(organismeId))
  const agences = useQuery(agencesQuery(organismeId))
  const noms = useNomsCommunes(organisme.communes ?? [])
  const [geste, setGeste] = useState<'modifier' | 'perimetre' | 'agence' | AgenceVue | null>(null)
  const peutGerer = usePeutGerer(organismeId)
  const peutDelimiter = usePeut('organismes:gerer')
  return (
    <>
      <PageHeader
        chemin={<Link to="/organismes">Organismes</Link>}
        titre={organisme.nom}
        sous={organisme.type_libelle}
        actions={
          <>
            {peutDelimiter && (
              <Button variant="default" onClick={() => setGeste('perimetre')}>
                Périmètre
              </Button>
            )}
            {peutGerer && (
              <Button variant="default" onClick={() => setGeste('modifier')}>
                Modifier
              </Button>
            )}
          </>
        }
      />
      <Pile>
        <Carte titre="Identité">
          <Fiche
            lignes={[
              ['Type', organisme.type_libelle],
              ['Sigle', organisme.sigle],
              ['SIREN', organisme.siren],
              ['Code guichet', organisme.code_guichet],
              ['Intervient sur', organisme.communes ? organisme.communes.map(noms).join(', ') : 'Tout le département'],
              ['Demandes visibles', organisme.handicap_seulement ? textes.handicapSeulement : null],
              ['Téléphone', organisme.telephone && <a href={`tel:${organisme.telephone}`}>{telephoneLisible(organisme.telephone)}</a>],
              ['Courriel', organisme.email && <a href={`mailto:${organisme.email}`}>{organisme.email}</a>],
              ['Second code à la connexion', organisme.totp_exige ? 'Exigé de tous les comptes' : 'Au choix de chacun'],
            ]}
          />
        </Carte>
        <Enregistrement organisme={organisme} />
        {peutGerer && <Logo organisme={organisme} />}
        <Carte
          titre="Agences"
          outils={
            peutGerer && (
              <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={() => setGeste('agence')}>
                Ajouter une agence
              </Button>
            )
          }
        >
          <Requete requete={agences} phrase={phraseDe} lignes={3}>
            {(lues) =>
              lues.length === 0 ? (
                <p>{textes.sansAgence}</p>
              ) : (
                <Grille>
                  {lues.map((agence) => (
                    <FicheAgence key={agence.id} agence={agence} onModifier={peutGerer ? () => setGeste(agence) : undefined} />
                  ))}
                </Grille>
              )
            }
          </Requete>
        </Carte>
        {peutGerer && <Comptes organisme={organisme} />}
        {peutGerer && <HistoriqueOrganisme organismeId={organismeId} />}
      </Pile>
      {geste === 'modifier' && <Modification organisme={organisme} onFermer={() => setGeste(null)} />}
      {geste === 'perimetre' && <Perimetre organisme={organisme} onFermer={() => setGeste(null)} />}
      {geste === 'agence' && <FormulaireAgence organismeId={organismeId} agence={null} onFermer={() => setGeste(null)} />}
      {geste !== null && typeof geste === 'object' && <FormulaireAgence organismeId={organismeId} agence={geste} onFermer={() => setGeste(null)} />}
    </>
  )
}

/** A référent manages its own organisme; the manager of the file, all of them. */
function usePeutGerer(organismeId: string): boolean {
  const { organisme } = useSession()
  const peutComptes = usePeut('comptes:gerer')
  const peutTous = usePeut('organismes:gerer')
  return peutComptes && (peutTous || organisme.id === organismeId)
}

function HistoriqueOrganisme({ organismeId }: { organismeId: string }) {
  const [page, setPage] = useState(1)
  const requete = useQuery(historiqueOrganismeQuery(organismeId, page))
  const ligne = useLignesHistorique()
  return (
    <Carte titre="Historique" pleine>
      <HistoriquePagine requete={requete} phrase={phraseDe} ligne={ligne} vide={textes.historiqueVide} onPage={setPage} />
    </Carte>
  )
}

function Comptes({ organisme }: { organisme: OrganismeVue }) {
  const [page, setPage] = useState(1)
  const [formulaire, setFormulaire] = useState<CompteVue | 'nouveau' | null>(null)
  const requete = useQuery(comptesQuery({ organisme_id: organisme.id, page }))
  return (
    <Carte
      titre="Comptes"
      pleine
      outils={
        <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={() => setFormulaire('nouveau')}>
          Ouvrir un compte
        </Button>
      }
    >
      <Requete requete={requete} phrase={phraseDe} lignes={3}>
        {(lus) => (
          <DataTable
            simple
            nom="comptes-organisme"
            libelle={`Comptes de ${organisme.nom}`}
            lignes={lus.items}
            cle={(c) => c.id}
            colonnes={colonnesComptes(setFormulaire).filter(({ id }) => id !== 'organisme')}
            {...(lus.total > lus.size && { page: lus, onPage: setPage })}
            vide={<Vide titre={textes.sansCompte} />}
          />
        )}
      </Requete>
      {formulaire && <FormulaireCompte organisme={organisme} compte={formulaire === 'nouveau' ? null : formulaire} onFermer={() => setFormulaire(null)} />}
    </Carte>
  )
}

function FicheAgence({ agence, onModifier }: { agence: AgenceVue; onModifier: (() => void) | undefined }) {
  return (
    <div>
      <Rang>
        <h3>{agence.libelle}</h3>
        {onModifier && (
          <Button size="compact-xs" variant="subtle" aria-label={`Modifier ${agence.libelle}`} onClick={onModifier}>
            Modifier
          </Button>
        )}
      </Rang>
      <Fiche
        serree
        lignes={[
          ['Adresse', [agence.rue, agence.complement_1, agence.complement_2, agence.lieu_dit].filter(Boolean).join(', ')],
          ['Ville', [agence.code_postal, agence.ville].filter(Boolean).join(' ')],
          ['Téléphone', agence.telephone && telephoneLisible(agence.telephone)],
          ['Courriel', agence.email],
          ['Signature', [agence.signature_1, agence.signature_2].filter(Boolean).join(', ')],
        ]}
      />
    </div>
  )
}

function Modification({ organisme, onFermer }: { organisme: OrganismeVue; onFermer: () => void }) {
  const modifier = useModifierOrganisme()
  const { control, handleSubmit } = useForm<OrganismeModificationBody>({
    defaultValues: { version: organisme.version, nom: organisme.nom, telephone: organisme.telephone, email: organisme.email, totp_exige: organisme.totp_exige },
  })
  const enregistrer = handleSubmit((saisie) =>
    modifier.mutate(
      { id: organisme.id, saisie },
      {
        onSuccess: () => {
          dire('L’organisme est modifié.')
          onFermer()
        },
      },
    ),
  )
  return (
    <Dialogue
      ouvert
      large
      titre="Modifier l’organisme"
      valider="Enregistrer"
      attente={modifier.isPending}
      erreur={modifier.error && phraseDe(modifier.error)}
      onFermer={onFermer}
      onValider={() => void enregistrer()}
    >
      <Rangee>
        <ChampTexte control={control} name="nom" label="Nom" requis />
        <ChampTexte control={control} name="telephone" label="Téléphone" type="tel" />
        <ChampTexte control={control} name="email" label="Courriel" type="email" />
      </Rangee>
      <Rang>
        <ChampCase control={control} name="totp_exige" label="Exiger un second code à la connexion" />
      </Rang>
    </Dialogue>
  )
}
