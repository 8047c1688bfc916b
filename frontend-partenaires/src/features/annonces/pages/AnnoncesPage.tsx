import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { AnnonceResume } from '@/api/types.ts'
import { euros, nombre, pluriel } from '@/lib/montants.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { DateFr } from '@/ui/DateFr.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import type { Colonne } from '@/ui/table/colonnes.ts'
import { FiltreListe } from '@/ui/table/FiltreListe.tsx'
import { compte, TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { EtatAnnonce } from '../etats.tsx'
import { annoncesQuery } from '../queries.ts'
import { etatsAnnonce, triAnnonces, type AnnoncesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

export function AnnoncesPage(): ReactElement {
  const [search, changer] = useRecherche<AnnoncesSearch>()
  const filtrer = (changement: Partial<AnnoncesSearch>) => changer({ page: undefined, ...changement })
  const requete = useQuery(annoncesQuery(search))
  const etats = useNomenclature('etat_annonce')
  const choisis = search.etat ?? []
  const colonnes: readonly Colonne<AnnonceResume>[] = [
    {
      id: 'titre',
      souple: true,
      entete: 'Annonce',
      fixe: true,
      cellule: (a) => (
        <Link to="/annonces/$annonceId" params={{ annonceId: a.id }}>
          {a.titre}
        </Link>
      ),
      export: (a) => a.titre,
    },
    {
      id: 'etat',
      entete: 'État',
      cellule: (a) => <EtatAnnonce annonce={a} />,
      export: (a) => a.etat_libelle,
      filtre: <FiltreListe libelle="États montrés" options={etats} valeurs={choisis} onChange={(codes) => filtrer({ etat: codes.length > 0 ? etatsAnnonce.parse(codes) : undefined })} />,
      filtres: choisis.length,
    },
    { id: 'bien', souple: true, entete: 'Bien', cellule: (a) => `${a.bien.reference}, ${a.bien.typologie}, ${a.bien.commune.nom}`, export: (a) => a.bien.reference, secondaire: true },
    { id: 'mensualite', entete: 'Mensualité', aligne: 'fin', cellule: (a) => euros(a.bien.mensualite), export: (a) => a.bien.mensualite, secondaire: true },
    { id: 'du', entete: 'En ligne du', tri: 'du', cellule: (a) => <DateFr iso={a.du} />, export: (a) => a.du, secondaire: true },
    { id: 'au', entete: 'Au', tri: 'au', cellule: (a) => <DateFr iso={a.au} />, export: (a) => a.au },
    { id: 'contacts', entete: 'Contacts', aligne: 'fin', cellule: (a) => nombre(a.nb_contacts), export: (a) => a.nb_contacts },
  ]
  return (
    <PageListe entete={<PageHeader titre="Annonces" sous={`${compte(requete.data, (n) => pluriel(n, 'annonce'))}. ${textes.objet}`} />}>
      <TablePaginee
        nom="annonces"
        libelle="Annonces"
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        cle={(a) => a.id}
        colonnes={colonnes}
        tri={search.sort}
        onTri={(sort) => filtrer({ sort: triAnnonces.parse(sort) })}
        onPage={(page) => changer({ page })}
        onTaille={(size) => filtrer({ size })}
        vide={<Vide titre={textes.aucune}>{textes.aucuneAide}</Vide>}
      />
    </PageListe>
  )
}
