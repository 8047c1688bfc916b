import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { urlDuTravail } from '@/api/fichiers.ts'
import { phraseDe } from '@/api/problem.ts'
import type { TravailVue } from '@/api/types.ts'
import { nombre, pluriel } from '@/lib/montants.ts'
import { DateFr } from '@/ui/DateFr.tsx'
import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { RaisonList } from '@/ui/RaisonList.tsx'
import { TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { enRoute, travauxQuery, useAnnulerTravail, useRelancerTravail } from '../queries.ts'
import { textes } from '../texts.ts'

const TONS: Readonly<Record<TravailVue['etat'], Ton>> = { a_faire: 'attente', en_cours: 'cours', fini: 'bon', echec: 'refus', annule: 'clos' }

/** What I asked for many demandes at once: where it is, what could not be done, what there is to take. */
export function TravauxPage(): ReactElement {
  const [page, setPage] = useState(1)
  const requete = useQuery(travauxQuery(page))
  return (
    <PageListe entete={<PageHeader titre="Mes travaux" sous={textes.travaux} />}>
      <TablePaginee<TravailVue>
        simple
        nom="travaux"
        libelle="Mes travaux"
        requete={requete}
        phrase={phraseDe}
        demandee={{ page }}
        onPage={setPage}
        cle={({ id }) => id}
        colonnes={[
          { id: 'cree', entete: 'Demandé le', cellule: (t) => <DateFr iso={t.cree_le} forme="heure" /> },
          { id: 'genre', entete: 'Travail', fixe: true, souple: true, cellule: (t) => `${t.genre_libelle} : ${t.motif}` },
          { id: 'etat', entete: 'État', cellule: (t) => <EtatBadge ton={TONS[t.etat]} libelle={t.etat_libelle} /> },
          { id: 'faits', entete: 'Demandes', cellule: (t) => `${nombre(t.faits)} sur ${nombre(t.total)}`, secondaire: true },
          { id: 'manques', entete: 'Ce qui n’a pas pu se faire', souple: true, cellule: (t) => <Manques travail={t} /> },
          { id: 'suite', entete: 'Suite', cellule: (t) => <Suite travail={t} /> },
        ]}
        vide={<Vide titre={textes.aucunTravail}>{textes.aucunTravailAide}</Vide>}
      />
    </PageListe>
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
