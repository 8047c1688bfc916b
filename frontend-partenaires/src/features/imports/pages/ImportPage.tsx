import { Progress, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { urlDesRejets } from '@/api/fichiers.ts'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { AnomalieVue, ImportVue, Source } from '@/api/types.ts'
import { dateLongue } from '@/lib/dates.ts'
import { nombre, pluriel } from '@/lib/montants.ts'
import { Actions } from '@/ui/Actions.tsx'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile, Rangee } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { enRoute, TONS } from '../etats.ts'
import { anomaliesQuery, importQuery, useAnnulerImport, useAppliquerImport } from '../queries.ts'
import { textes } from '../texts.ts'

/** One file: its check, its report, the order to apply it, what it gave. */
export function ImportPage(): ReactElement {
  const importId = useParams({ from: '/connecte/prive/imports/$importId', select: (p) => p.importId })
  const requete = useQuery(importQuery(importId))
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {(depose) => <Contenu depose={depose} />}
    </Requete>
  )
}

type Geste = 'appliquer' | 'annuler'

function Contenu({ depose }: { depose: ImportVue }) {
  const [geste, setGeste] = useState<Geste | null>(null)
  const fermer = () => setGeste(null)
  return (
    <Pile>
      <PageHeader
        titre={depose.nom}
        sous={<EtatBadge ton={TONS[depose.etat]} libelle={depose.etat_libelle} />}
        chemin={<Link to="/imports">Imports</Link>}
        actions={<Actions actions={depose.actions} principale="appliquer" gestes={{ appliquer: () => setGeste('appliquer'), annuler: () => setGeste('annuler') }} />}
      />
      {enRoute(depose) && (
        <Carte>
          <Progress value={depose.part} aria-label={textes.avancement(depose.etat_libelle, depose.part)} />
          <p>
            {textes.avancement(depose.etat_libelle, depose.part)}. {textes.peutPartir}
          </p>
        </Carte>
      )}
      {depose.motif_refus && <Avis ton="erreur">{depose.motif_refus}</Avis>}
      {depose.deja_applique_le && depose.etat === 'A_APPLIQUER' && <Avis ton="attention">{textes.dejaApplique(dateLongue(depose.deja_applique_le))}</Avis>}
      {depose.efface_le && <Avis ton="information">{textes.efface(dateLongue(depose.efface_le))}</Avis>}
      <Carte titre="Bilan">
        <Fiche
          lignes={[
            ['Déposé', <DateFr key="d" iso={depose.cree_le} forme="heure" />],
            ['Par', `${depose.depose_par}, ${depose.organisme}`],
            ['Format', depose.format_libelle],
            ['Lignes lues', nombre(depose.lues)],
            ['Prêtes', nombre(depose.pretes)],
            ['Rejetées', nombre(depose.rejetees)],
            depose.bilan && ['Demandes créées', nombre(depose.bilan.creees)],
            depose.bilan && ['Mises à jour', nombre(depose.bilan.mises_a_jour)],
            depose.bilan && ['Déjà connues, à l’identique', nombre(depose.bilan.inchangees)],
            depose.bilan && ['Moins récentes que le dossier', nombre(depose.bilan.anciennes)],
            depose.bilan && ['Écartées', nombre(depose.bilan.ecartees)],
          ]}
        />
      </Carte>
      {depose.controle_le && !depose.efface_le && <Rapport depose={depose} />}
      {geste === 'appliquer' && <Application depose={depose} onFermer={fermer} />}
      {geste === 'annuler' && <Annulation depose={depose} onFermer={fermer} />}
    </Pile>
  )
}

function Rapport({ depose }: { depose: ImportVue }) {
  const [page, setPage] = useState(1)
  const requete = useQuery(anomaliesQuery(depose.id, depose.etat, page))
  return (
    <Carte
      titre={textes.rapport}
      outils={
        depose.rejetees > 0 && (
          <a href={urlDesRejets(depose.id)} download={`rejets-${depose.nom}`} title={textes.rejetsAide}>
            {textes.rejets}
          </a>
        )
      }
    >
      <TablePaginee<AnomalieVue>
        simple
        nom="anomalies"
        libelle={textes.rapport}
        requete={requete}
        phrase={phraseDe}
        demandee={{ page }}
        onPage={setPage}
        cle={({ ligne, champ, code }) => `${ligne} ${champ} ${code}`}
        colonnes={[
          { id: 'ligne', entete: 'Ligne', fixe: true, cellule: (a) => nombre(a.ligne) },
          { id: 'cle', entete: 'Demande', cellule: (a) => a.cle ?? textes.sansCle },
          { id: 'champ', entete: 'Colonne', cellule: (a) => (a.champ ? <code>{a.champ}</code> : textes.touteLaLigne) },
          { id: 'message', entete: 'Ce qu’il faut corriger', souple: true, cellule: (a) => a.message },
        ]}
        vide={<Vide titre={textes.sansAnomalie}>{textes.sansAnomalieAide}</Vide>}
      />
    </Carte>
  )
}

interface GesteProps {
  depose: ImportVue
  onFermer: () => void
}

function Application({ depose, onFermer }: GesteProps) {
  const [source, setSource] = useState<Source>('demandeur')
  const [accord_le, setAccord] = useState<string | null>(null)
  const sources = useNomenclature('source_de_modification')
  const appliquer = useAppliquerImport()
  const parUnTiers = source === 'tiers'
  return (
    <Dialogue
      ouvert
      titre={textes.titreAppliquer}
      valider="Appliquer"
      attente={appliquer.isPending}
      manque={parUnTiers && !accord_le && textes.manqueAccord}
      erreur={appliquer.error && phraseDe(appliquer.error)}
      onFermer={onFermer}
      onValider={() =>
        appliquer.mutate(
          { depose, source, accord_le: parUnTiers ? accord_le : null },
          {
            onSuccess: () => {
              dire(textes.ordonne)
              onFermer()
            },
          },
        )
      }
    >
      <p>{textes.appliquer(pluriel(depose.pretes, 'ligne prête', 'lignes prêtes'))}</p>
      {depose.rejetees > 0 && <p>{textes.sansRejets}</p>}
      {depose.format === 'csv' && (
        <Rangee colonnes={1}>
          <Select
            label="Qui a fourni ces changements"
            description={textes.source}
            allowDeselect={false}
            data={sources.map(({ code, libelle }) => ({ value: code, label: libelle }))}
            value={source}
            onChange={(choisie) => choisie && setSource(choisie as Source)}
          />
          {parUnTiers && (
            <TextInput type="date" label="Accord recueilli le" description={textes.accord} withAsterisk value={accord_le ?? ''} onChange={(event) => setAccord(event.currentTarget.value || null)} />
          )}
        </Rangee>
      )}
    </Dialogue>
  )
}

function Annulation({ depose, onFermer }: GesteProps) {
  const annuler = useAnnulerImport()
  return (
    <Dialogue
      ouvert
      danger
      titre={textes.titreAnnuler}
      valider="Annuler l’import"
      attente={annuler.isPending}
      erreur={annuler.error && phraseDe(annuler.error)}
      onFermer={onFermer}
      onValider={() =>
        annuler.mutate(depose, {
          onSuccess: () => {
            dire(textes.annule)
            onFermer()
          },
        })
      }
    >
      <p>{textes.annuler}</p>
    </Dialogue>
  )
}
