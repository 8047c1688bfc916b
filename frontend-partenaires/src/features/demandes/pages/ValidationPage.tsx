import { Button, Checkbox, NativeSelect, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { urlDeLaPiece, urlsDesPages } from '@/api/fichiers.ts'
import { phraseDe } from '@/api/problem.ts'
import type { DemandeDetail, DoublonVue, PieceVue, ServiceEnregistreur } from '@/api/types.ts'
import { Avis } from '@/ui/Avis.tsx'
import { numeroLisible } from '@/lib/numero.ts'
import { dire } from '@/ui/annonces.ts'
import { BoutonAction } from '@/ui/BoutonAction.tsx'
import { BoutonPret } from '@/ui/BoutonPret.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { Visionneuse } from '@/ui/Visionneuse.tsx'
import { Retour } from '../components/ActionsDemande.tsx'
import { CartePersonne } from '../components/CartePersonne.tsx'
import { Controles } from '../components/CartesLogement.tsx'
import { ComparaisonDoublon } from '../components/ComparaisonDoublon.tsx'
import { doublonsQuery, piecesQuery, servicesEnregistreursQuery, useNoterLaPaire } from '../queries/dossier.ts'
import { useValiderDemande } from '../queries/gestes.ts'
import { textes } from '../texts.ts'
import { useDemande } from '../useDemande.ts'
import styles from './ValidationPage.module.css'

/** The identity document beside what the file says, the look-alikes beside it, and the decision under the eyes. */
export function ValidationPage(): ReactElement {
  const demande = useDemande()
  const pieces = useQuery(piecesQuery(demande.id))
  const doublons = useQuery(doublonsQuery(demande.id))
  const services = useQuery(servicesEnregistreursQuery(demande.id))
  const { demandeur } = demande.formulaire
  return (
    <Pile>
      <p>{textes.validation}</p>
      <Controles demande={demande} />
      <div className={styles.plan}>
        <div className={styles.document}>
          <Requete requete={pieces} phrase={phraseDe}>
            {(lues) => <PiecesIdentite demande={demande} pieces={lues.filter(estIdentite)} />}
          </Requete>
        </div>
        <Pile>
          {demandeur && <CartePersonne personne={demandeur} />}
          <Carte titre="Doublons possibles">
            <Requete requete={doublons} phrase={phraseDe} lignes={3}>
              {(lus) => <Doublons demande={demande} doublons={lus} />}
            </Requete>
          </Carte>
          {pieces.data && doublons.data && (
            <Requete requete={services} phrase={phraseDe} lignes={2}>
              {(lus) => <Decision demande={demande} doublons={doublons.data} services={lus} aUnePiece={pieces.data.some(estIdentite)} />}
            </Requete>
          )}
        </Pile>
      </div>
    </Pile>
  )
}

const estIdentite = (piece: PieceVue) => piece.est_identite

function PiecesIdentite({ demande, pieces }: { demande: DemandeDetail; pieces: readonly PieceVue[] }) {
  const [choisie, setChoisie] = useState<string | null>(null)
  const piece = pieces.find(({ id }) => id === choisie) ?? pieces[0]
  if (!piece) return <Avis ton="attention">{textes.sansPieceIdentite}</Avis>
  return (
    <div className={styles.pieces}>
      {pieces.length > 1 && (
        <Rang>
          {pieces.map((p) => (
            <Button key={p.id} size="compact-sm" variant={p.id === piece.id ? 'light' : 'default'} aria-pressed={p.id === piece.id} onClick={() => setChoisie(p.id)}>
              {p.type_libelle}
            </Button>
          ))}
        </Rang>
      )}
      <Visionneuse key={piece.id} url={urlDeLaPiece(demande.id, piece.id)} nom={piece.nom} pages={urlsDesPages(demande.id, piece)} />
    </div>
  )
}

function Doublons({ demande, doublons }: { demande: DemandeDetail; doublons: readonly DoublonVue[] }) {
  if (doublons.length === 0) return <p>{textes.sansDoublon}</p>
  return (
    <Pile>
      {doublons.map((doublon) => (
        <Pile key={doublon.demande_id}>
          <ComparaisonDoublon demande={demande} doublon={doublon} />
          <MemePersonne demande={demande} doublon={doublon} />
        </Pile>
      ))}
    </Pile>
  )
}

/** The same person: the pair is noted, then compared and attached on its own page. */
function MemePersonne({ demande, doublon }: { demande: DemandeDetail; doublon: DoublonVue }) {
  const noter = useNoterLaPaire()
  const navigate = useNavigate()
  return (
    <>
      {noter.error && (
        <Avis ton="erreur" annonce>
          {phraseDe(noter.error)}
        </Avis>
      )}
      <Rang>
        <Button
          size="compact-sm"
          variant="default"
          loading={noter.isPending}
          aria-label={`${textes.rattacher} (${doublon.nom_affiche})`}
          onClick={() =>
            noter.mutate(
              { demandeId: demande.id, autreId: doublon.demande_id },
              { onSuccess: ({ id }) => void navigate({ to: '/doublons/$doublonId', params: { doublonId: id } }) },
            )
          }
        >
          {textes.rattacher}
        </Button>
      </Rang>
    </>
  )
}

interface DecisionProps {
  demande: DemandeDetail
  doublons: readonly DoublonVue[]
  services: readonly ServiceEnregistreur[]
  aUnePiece: boolean
}

function Decision({ demande, doublons, services, aUnePiece }: DecisionProps) {
  const [verifiee, setVerifiee] = useState(false)
  const [motif, setMotif] = useState('')
  const [retour, setRetour] = useState(false)
  const [choisi, setChoisi] = useState<string | null>(null)
  const service = services.find(({ organisme_id }) => organisme_id === choisi) ?? services.find(({ raison }) => !raison) ?? services[0]
  const valider = useValiderDemande()
  const navigate = useNavigate()
  const action = demande.actions.find(({ code }) => code === 'valider')
  const retourner = demande.actions.find(({ code }) => code === 'retourner')
  const manque = [
    service?.raison?.phrase,
    !aUnePiece && textes.manquePiece,
    !verifiee && textes.manqueIdentite,
    doublons.length > 0 && motif.trim() === '' && textes.manqueDoublon,
  ].find(Boolean)
  return (
    <Carte titre="Décision">
      <Pile>
        {valider.error && (
          <Avis ton="erreur" annonce>
            {phraseDe(valider.error)}
          </Avis>
        )}
        <Checkbox label={textes.identiteVerifiee} checked={verifiee} disabled={!aUnePiece} aria-description={aUnePiece ? undefined : textes.manquePiece} onChange={(event) => setVerifiee(event.currentTarget.checked)} />
        {doublons.length > 0 && (
          <Textarea label={textes.doublonEcarte} withAsterisk maxLength={500} minRows={2} value={motif} onChange={(event) => setMotif(event.currentTarget.value)} />
        )}
        {services.length > 1 && (
          <NativeSelect
            label={textes.auNomDe}
            description={textes.auNomDeAide}
            value={service?.organisme_id}
            data={services.map(({ organisme_id, nom, acte }) => ({ value: organisme_id, label: acte ? `${nom} (${acte})` : nom }))}
            onChange={(event) => setChoisi(event.currentTarget.value)}
          />
        )}
        <Rang fin>
          {retourner && <BoutonAction action={retourner} variant="default" onClick={() => setRetour(true)} />}
          {action?.permise === false ? (
            <BoutonAction action={action} onClick={() => undefined} />
          ) : (
            <BoutonPret
              manque={manque}
              loading={valider.isPending}
              onClick={() =>
                valider.mutate(
                  { demande, doublonEcarte: motif.trim() || null, pourLeCompteDe: service?.acte ? service.organisme_id : null },
                  {
                    onSuccess: (validee) => {
                      dire(validee.numero_unique ? `Demande validée sous le numéro ${numeroLisible(validee.numero_unique)}.` : 'Demande validée.')
                      void navigate({ to: '/demandes/$demandeId', params: { demandeId: validee.id } })
                    },
                  },
                )
              }
            >
              Valider la demande
            </BoutonPret>
          )}
        </Rang>
        {retour && (
          <Retour demande={demande} onFermer={() => setRetour(false)} onFait={() => void navigate({ to: '/demandes', search: { a_valider: true } })} />
        )}
        <Link to="/demandes" search={{ a_valider: true }}>
          Revenir aux demandes à valider
        </Link>
      </Pile>
    </Carte>
  )
}
