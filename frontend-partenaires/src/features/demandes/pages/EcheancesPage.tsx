import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { components } from '@/api/schema.d.ts'
import { pluriel } from '@/lib/montants.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { DateFr } from '@/ui/DateFr.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import type { Colonne } from '@/ui/table/colonnes.ts'
import { compte, TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { ApercuDemande } from '../components/ApercuDemande.tsx'
import { echeancesQuery } from '../queries/liste.ts'
import { listeChoisie, type EcheancesSearch, type ListeDeVie } from '../search-params.ts'
import { EtatDemande } from '../etats.tsx'
import { textes } from '../texts.ts'

type Ligne = components['schemas']['EcheanceLigne']

/** What each list is called, and what its two dates say. */
const LISTES: Readonly<Record<ListeDeVie, { libelle: string; depuis: string; echeance: string }>> = {
  preavis: { libelle: 'À renouveler', depuis: 'Dernier avis', echeance: 'Expire le' },
  sommeil: { libelle: 'En sommeil', depuis: 'En sommeil depuis', echeance: 'Radiation le' },
  averties: { libelle: 'Averties', depuis: 'Lettre du', echeance: 'Radiation possible le' },
  radiees: { libelle: 'Radiées récemment', depuis: 'Radiée le', echeance: 'Restaurable jusqu’au' },
}
const CODES = Object.keys(LISTES) as ListeDeVie[]
const CANAUX: Readonly<Record<string, string>> = { courriel: 'Courriel', sms: 'SMS', courrier: 'Courrier postal', aucun: 'Aucune adresse sûre' }

function colonnesDe(liste: ListeDeVie): readonly Colonne<Ligne>[] {
  const { depuis, echeance } = LISTES[liste]
  const motif: Colonne<Ligne>[] =
    liste === 'averties' || liste === 'radiees' ? [{ id: 'motif', entete: 'Motif', cellule: (d) => d.motif ?? '—', export: (d) => d.motif }] : []
  return [
    {
      id: 'demande',
      entete: 'Demande',
      fixe: true,
      cellule: (d) => (
        <Link to="/demandes/$demandeId" params={{ demandeId: d.id }}>
          {d.nom_affiche}
        </Link>
      ),
      export: (d) => d.nom_affiche,
    },
    { id: 'numero', entete: 'Numéro unique', cellule: (d) => (d.numero_unique ? numeroLisible(d.numero_unique) : '—'), export: (d) => d.numero_unique },
    { id: 'etat', entete: 'État', cellule: (d) => <EtatDemande etat={d.etat} libelle={d.etat_libelle} />, export: (d) => d.etat_libelle },
    { id: 'depot', entete: 'Déposée le', cellule: (d) => (d.deposee_le ? <DateFr iso={d.deposee_le} /> : '—'), export: (d) => d.deposee_le, secondaire: true },
    { id: 'depuis', entete: depuis, cellule: (d) => (d.depuis_le ? <DateFr iso={d.depuis_le} /> : '—'), export: (d) => d.depuis_le },
    { id: 'echeance', entete: echeance, cellule: (d) => (d.echeance ? <DateFr iso={d.echeance} /> : '—'), export: (d) => d.echeance },
    ...motif,
    { id: 'canal', entete: 'Joindre par', cellule: (d) => CANAUX[d.canal] ?? d.canal, export: (d) => CANAUX[d.canal] ?? d.canal },
  ]
}

const COLONNES = Object.fromEntries(CODES.map((liste) => [liste, colonnesDe(liste)])) as Record<ListeDeVie, readonly Colonne<Ligne>[]>

/** What waits for a gesture, the most pressing first: to renew, asleep, warned, struck off lately. */
export function EcheancesPage(): ReactElement {
  const [search, changer] = useRecherche<EcheancesSearch>()
  const liste = listeChoisie(search)
  const requete = useQuery(echeancesQuery(search))
  const { libelle } = LISTES[liste]
  return (
    <PageListe
      entete={<PageHeader titre="Échéances" sous={compte(requete.data, (n) => pluriel(n, 'demande'))} />}
      barre={CODES.map((code) => (
        <Button
          key={code}
          size="compact-md"
          variant={code === liste ? 'light' : 'default'}
          aria-pressed={code === liste}
          onClick={() => changer({ liste: code, page: undefined, apercu: undefined })}
        >
          {LISTES[code].libelle}
        </Button>
      ))}
      panneau={search.apercu && <ApercuDemande demandeId={search.apercu} onFermer={() => changer({ apercu: undefined })} />}
    >
      <TablePaginee
        nom={`echeances-${liste}`}
        libelle={libelle}
        colonnes={COLONNES[liste]}
        cle={(d) => d.id}
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        tri={undefined}
        onTri={() => undefined}
        onPage={(page) => changer({ page, apercu: undefined })}
        onTaille={(size) => changer({ size, page: undefined })}
        actif={search.apercu}
        onActif={(apercu) => changer({ apercu })}
        vide={<Vide titre={textes.echeancesVides[liste]}>{textes.echeancesAide[liste]}</Vide>}
      />
    </PageListe>
  )
}
