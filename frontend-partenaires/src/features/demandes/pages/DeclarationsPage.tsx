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
import { EtatDemande } from '../etats.tsx'
import { declarationsQuery } from '../queries/liste.ts'
import type { DeclarationsSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

type Ligne = components['schemas']['DeclarationRecue']

const COLONNES: readonly Colonne<Ligne>[] = [
  {
    id: 'demande',
    entete: 'Demande',
    fixe: true,
    cellule: (d) => (
      <Link to="/demandes/$demandeId" params={{ demandeId: d.demande_id }}>
        {d.nom_affiche}
      </Link>
    ),
    export: (d) => d.nom_affiche,
  },
  { id: 'numero', entete: 'Numéro unique', cellule: (d) => (d.numero_unique ? numeroLisible(d.numero_unique) : '—'), export: (d) => d.numero_unique },
  { id: 'etat', entete: 'État', cellule: (d) => <EtatDemande etat={d.etat} libelle={d.etat_libelle} />, export: (d) => d.etat_libelle },
  { id: 'sorte', entete: 'Ce qui est arrivé', cellule: (d) => d.sorte_libelle, export: (d) => d.sorte_libelle },
  { id: 'detail', entete: 'Précision', cellule: (d) => d.detail, export: (d) => d.detail },
  { id: 'le', entete: 'Reçu le', cellule: (d) => <DateFr iso={d.le} />, export: (d) => d.le },
]

/** Somebody waits behind each line: a holder for a counter, an applicant for a bailleur. The oldest first. */
export function DeclarationsPage(): ReactElement {
  const [search, changer] = useRecherche<DeclarationsSearch>()
  const requete = useQuery(declarationsQuery(search))
  return (
    <PageListe
      entete={<PageHeader titre="Déclarations et réponses" sous={compte(requete.data, (n) => pluriel(n, 'demande'))} />}
      panneau={search.apercu && <ApercuDemande demandeId={search.apercu} onFermer={() => changer({ apercu: undefined })} />}
    >
      <TablePaginee
        nom="declarations"
        libelle="Déclarations et réponses"
        colonnes={COLONNES}
        cle={(d) => d.demande_id}
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        tri={undefined}
        onTri={() => undefined}
        onPage={(page) => changer({ page, apercu: undefined })}
        onTaille={(size) => changer({ size, page: undefined })}
        actif={search.apercu}
        onActif={(apercu) => changer({ apercu })}
        vide={<Vide titre={textes.sansDeclaration}>{textes.sansDeclarationAide}</Vide>}
      />
    </PageListe>
  )
}
