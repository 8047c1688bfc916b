import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { euros, nombre } from '@/lib/montants.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { DateFr } from '@/ui/DateFr.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { EtatAnnonce } from '../etats.tsx'
import { annoncesQuery } from '../queries.ts'
import type { AnnoncesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

export function AnnoncesPage(): ReactElement {
  const [search, changer] = useRecherche<AnnoncesSearch>()
  const requete = useQuery(annoncesQuery(search))
  return (
    <>
      <PageHeader titre="Annonces" sous="Biens proposés au public, faute de candidats assez nombreux." />
      <Requete requete={requete} phrase={phraseDe}>
        {(page) => (
          <DataTable
            nom="annonces"
            libelle="Annonces"
            lignes={page.items}
            cle={(a) => a.id}
            page={page}
            onPage={(suivante) => changer({ page: suivante })}
            colonnes={[
              {
                id: 'titre', souple: true,
                entete: 'Annonce',
                fixe: true,
                cellule: (a) => (
                  <Link to="/annonces/$annonceId" params={{ annonceId: a.id }}>
                    {a.titre}
                  </Link>
                ),
                export: (a) => a.titre,
              },
              { id: 'etat', entete: 'État', cellule: (a) => <EtatAnnonce annonce={a} />, export: (a) => a.etat_libelle },
              { id: 'bien', souple: true, entete: 'Bien', cellule: (a) => `${a.bien.reference}, ${a.bien.typologie}, ${a.bien.commune.nom}`, export: (a) => a.bien.reference, secondaire: true },
              { id: 'mensualite', entete: 'Mensualité', aligne: 'fin', cellule: (a) => euros(a.bien.mensualite), export: (a) => a.bien.mensualite, secondaire: true },
              { id: 'du', entete: 'En ligne du', cellule: (a) => <DateFr iso={a.du} />, export: (a) => a.du, secondaire: true },
              { id: 'au', entete: 'Au', cellule: (a) => <DateFr iso={a.au} />, export: (a) => a.au },
              { id: 'contacts', entete: 'Contacts', aligne: 'fin', cellule: (a) => nombre(a.nb_contacts), export: (a) => a.nb_contacts },
            ]}
            vide={<Vide titre={textes.aucune}>{textes.aucuneAide}</Vide>}
          />
        )}
      </Requete>
    </>
  )
}
