import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { components } from '@/api/schema.d.ts'
import { pluriel } from '@/lib/montants.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { Avis } from '@/ui/Avis.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import type { Colonne } from '@/ui/table/colonnes.ts'
import { compte, TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { etatDesTransmissionsQuery, transmissionsQuery } from '../queries/echanges.ts'
import type { TransmissionsSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

type Ligne = components['schemas']['TransmissionLigne']

const COLONNES: readonly Colonne<Ligne>[] = [
  { id: 'le', entete: 'Le', cellule: (t) => <DateFr iso={t.cree_le} forme="heure" />, export: (t) => t.cree_le },
  {
    id: 'demande',
    entete: 'Demande',
    fixe: true,
    cellule: (t) => (
      <Link to="/demandes/$demandeId/echanges" params={{ demandeId: t.demande_id }}>
        {t.nom_affiche ?? 'Demande effacée'}
      </Link>
    ),
    export: (t) => t.nom_affiche ?? '',
  },
  { id: 'numero', entete: 'Numéro unique', cellule: (t) => (t.numero_unique ? numeroLisible(t.numero_unique) : '—'), export: (t) => t.numero_unique ?? '' },
  { id: 'objet', entete: 'Objet', cellule: (t) => t.objet, export: (t) => t.objet },
  { id: 'etat', entete: 'Réponse', cellule: (t) => t.etat_libelle, export: (t) => t.etat_libelle },
  { id: 'essais', entete: 'Essais', aligne: 'fin', cellule: (t) => t.tentatives, export: (t) => t.tentatives },
  { id: 'motif', entete: 'Précision', souple: true, cellule: (t) => t.motif ?? '—', export: (t) => t.motif ?? '' },
]

function Etat() {
  const { data } = useQuery(etatDesTransmissionsQuery())
  if (!data) return null
  return (
    <Avis ton={data.refusees > 0 ? 'attention' : 'information'}>
      <p>
        {data.ouvert ? textes.liaisonOuverte : textes.liaisonFermee} {pluriel(data.a_transmettre, 'fait')} à transmettre, {pluriel(data.refusees, 'refus', 'refus')}.
        {data.depuis_le && (
          <>
            {' '}
            Le plus ancien attend depuis le <DateFr iso={data.depuis_le} />.
          </>
        )}
      </p>
    </Avis>
  )
}

/** Everything told to the national system, and what it refused. */
export function TransmissionsPage(): ReactElement {
  const [search, changer] = useRecherche<TransmissionsSearch>()
  const etats = useNomenclature('etat_de_transmission')
  const requete = useQuery(transmissionsQuery(search))
  return (
    <PageListe
      entete={<PageHeader titre="Transmissions au SNE" sous={compte(requete.data, (n) => pluriel(n, 'transmission'))} />}
      barre={
        <>
          <Select
            label="Réponse"
            placeholder="Toutes"
            clearable
            data={etats.map(({ code, libelle }) => ({ value: code, label: libelle }))}
            value={search.etat ?? null}
            onChange={(etat) => changer({ etat: (etat as TransmissionsSearch['etat']) ?? undefined, page: undefined })}
          />
          <Etat />
        </>
      }
    >
      <TablePaginee
        nom="transmissions"
        libelle="Transmissions au SNE"
        colonnes={COLONNES}
        cle={(t) => t.id}
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        tri={undefined}
        onTri={() => undefined}
        onPage={(page) => changer({ page })}
        onTaille={(size) => changer({ size, page: undefined })}
        vide={<Vide titre={textes.transmissionsVides} />}
      />
    </PageListe>
  )
}
