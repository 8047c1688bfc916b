import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { urlDuTravail } from '@/api/fichiers.ts'
import { phraseDe } from '@/api/problem.ts'
import type { components } from '@/api/schema.d.ts'
import type { TravailVue } from '@/api/types.ts'
import { nombre, pluriel } from '@/lib/montants.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { DateFr } from '@/ui/DateFr.tsx'
import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { RaisonList } from '@/ui/RaisonList.tsx'
import { TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { enRoute, travauxDesColleguesQuery, travauxQuery, useAnnulerTravail, useRelancerTravail } from '../queries/travaux.ts'
import type { TravauxSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

const TONS: Readonly<Record<TravailVue['etat'], Ton>> = { a_faire: 'attente', en_cours: 'cours', fini: 'bon', echec: 'refus', annule: 'clos' }

type DeCollegue = components['schemas']['TravailDeCollegue']
const CHOIX = { moi: 'Les miens', collegues: 'Ceux de mes collègues' } as const

/** What I asked for many demandes at once: where it is, what could not be done, what there is to take; and my colleagues. */
export function TravauxPage(): ReactElement {
  const [search, changer] = useRecherche<TravauxSearch>()
  const choisi = search.de ?? 'moi'
  const Liste = choisi === 'moi' ? LesMiens : CeuxDesCollegues
  return (
    <PageListe
      entete={<PageHeader titre="Mes travaux" sous={choisi === 'moi' ? textes.travaux : textes.travauxDesCollegues} />}
      barre={(['moi', 'collegues'] as const).map((de) => (
        <Button
          key={de}
          size="compact-md"
          variant={de === choisi ? 'light' : 'default'}
          aria-pressed={de === choisi}
          onClick={() => changer({ de: de === 'moi' ? undefined : de, page: undefined })}
        >
          {CHOIX[de]}
        </Button>
      ))}
    >
      <Liste search={search} onPage={(page) => changer({ page })} />
    </PageListe>
  )
}

interface ListeProps {
  search: TravauxSearch
  onPage: (page: number) => void
}

function LesMiens({ search, onPage }: ListeProps) {
  return (
    <TablePaginee<TravailVue>
      simple
      nom="travaux"
      libelle="Mes travaux"
      requete={useQuery(travauxQuery(search.page))}
      phrase={phraseDe}
      demandee={search}
      onPage={onPage}
      cle={({ id }) => id}
      colonnes={[
        { id: 'cree', entete: 'Demandé le', cellule: (t) => <DateFr iso={t.cree_le} forme="heure" /> },
        { id: 'genre', entete: 'Travail', fixe: true, souple: true, cellule: (t) => `${t.genre_libelle} : ${t.motif}` },
        { id: 'etat', entete: 'État', cellule: (t) => <EtatBadge ton={TONS[t.etat]} libelle={t.etat_libelle} /> },
        { id: 'faits', entete: 'Demandes', cellule: (t) => `${nombre(t.faits)} sur ${nombre(t.total)}`, secondaire: true },
        { id: 'manques', entete: 'Ce qui n’a pas pu se faire', souple: true, cellule: (t) => <Manques travail={t} /> },
        { id: 'suite', entete: 'Suite', cellule: (t) => <Suite travail={t} /> },
      ]}
      vide={<Vide titre={textes.aucunTravail}>{textes.aucunTravailAide}</Vide>}
    />
  )
}

function CeuxDesCollegues({ search, onPage }: ListeProps) {
  return (
    <TablePaginee<DeCollegue>
      simple
      nom="travaux-collegues"
      libelle="Travaux de mes collègues"
      requete={useQuery(travauxDesColleguesQuery(search.page))}
      phrase={phraseDe}
      demandee={search}
      onPage={onPage}
      cle={({ id }) => id}
      colonnes={[
        { id: 'cree', entete: 'Demandé le', cellule: (t) => <DateFr iso={t.cree_le} forme="heure" /> },
        { id: 'auteur', entete: 'Par', cellule: (t) => t.auteur },
        { id: 'genre', entete: 'Travail', fixe: true, souple: true, cellule: (t) => `${t.genre_libelle} : ${t.motif}` },
        { id: 'etat', entete: 'État', cellule: (t) => <EtatBadge ton={TONS[t.etat]} libelle={t.etat_libelle} /> },
        { id: 'faits', entete: 'Demandes', cellule: (t) => `${nombre(t.faits)} sur ${nombre(t.total)}` },
      ]}
      vide={<Vide titre={textes.aucunTravail}>{textes.aucunTravailDeCollegue}</Vide>}
    />
  )
}

function Manques({ travail }: { travail: TravailVue }) {
  if (travail.cause) return <>{travail.cause}</>
  if (travail.manques.length === 0) return <>—</>
  return (
    <details>
      <summary>{pluriel(travail.manques.length, 'demande')}</summary>
      <RaisonList raisons={travail.manques.map(({ code, nom, phrase }) => ({ code, phrase: `${nom} : ${phrase}` }))} />
    </details>
  )
}

function Suite({ travail }: { travail: TravailVue }) {
  const annuler = useAnnulerTravail()
  const relancer = useRelancerTravail()
  if (enRoute(travail)) {
    return (
      <Button size="compact-sm" variant="default" loading={annuler.isPending} onClick={() => annuler.mutate(travail.id)}>
        Annuler
      </Button>
    )
  }
  if (travail.etat === 'echec') {
    return (
      <Button size="compact-sm" variant="default" loading={relancer.isPending} onClick={() => relancer.mutate(travail.id)}>
        Relancer
      </Button>
    )
  }
  if (travail.nom) {
    return (
      <a href={urlDuTravail(travail.id)} download={travail.nom}>
        Prendre le fichier
      </a>
    )
  }
  return <>{travail.expire_le ? 'Fichier effacé' : '—'}</>
}
