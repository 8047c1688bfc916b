import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { components } from '@/api/schema.d.ts'
import { dateLongue } from '@/lib/dates.ts'
import { pluriel } from '@/lib/montants.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { DateFr } from '@/ui/DateFr.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { Panneau } from '@/ui/Panneau.tsx'
import { Requete } from '@/ui/Requete.tsx'
import type { Colonne } from '@/ui/table/colonnes.ts'
import { compte, TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { exceptionsQuery, nuitsQuery } from '../queries/liste.ts'
import type { NuitsSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

type Nuit = components['schemas']['NuitVue']

const nombre = (id: Exclude<keyof Nuit, 'terminee_le'>, entete: string): Colonne<Nuit> => ({
  id,
  entete,
  aligne: 'fin',
  cellule: (nuit) => nuit[id],
  export: (nuit) => nuit[id],
})

const COLONNES: readonly Colonne<Nuit>[] = [
  { id: 'jour', entete: 'Nuit du', fixe: true, cellule: (nuit) => <DateFr iso={nuit.jour} />, export: (nuit) => nuit.jour },
  { id: 'etat', entete: 'État', cellule: (nuit) => (nuit.terminee_le ? 'Terminée' : 'En cours'), export: (nuit) => nuit.terminee_le ?? 'en cours' },
  nombre('examinees', 'Examinées'),
  nombre('avis', 'Avis envoyés'),
  nombre('endormies', 'Endormies'),
  nombre('radiees_non_renouvelees', 'Radiées, non renouvelées'),
  nombre('radiees_sans_reponse', 'Radiées, sans réponse'),
  nombre('effacees', 'Effacées'),
  nombre('exceptions', 'Laissées à quelqu’un'),
]

function Exceptions({ jour, onFermer }: { jour: string; onFermer: () => void }) {
  const requete = useQuery(exceptionsQuery(jour))
  return (
    <Panneau titre={`Nuit du ${dateLongue(jour)}`} onFermer={onFermer}>
      <Requete requete={requete} phrase={phraseDe}>
        {(page) =>
          page.items.length === 0 ? (
            <p>{textes.sansException}</p>
          ) : (
            <ul>
              {page.items.map((exception) => (
                <li key={exception.demande_id}>
                  <Link to="/demandes/$demandeId" params={{ demandeId: exception.demande_id }}>
                    {exception.nom_affiche}
                  </Link>
                  {exception.numero_unique && <span> {numeroLisible(exception.numero_unique)}</span>}
                  <p>{exception.phrase}</p>
                </li>
              ))}
            </ul>
          )
        }
      </Requete>
    </Panneau>
  )
}

/** What each night did, and the files that it left to somebody. */
export function NuitsPage(): ReactElement {
  const [search, changer] = useRecherche<NuitsSearch>()
  const requete = useQuery(nuitsQuery(search))
  return (
    <PageListe
      entete={<PageHeader titre="Rapports de nuit" sous={compte(requete.data, (n) => pluriel(n, 'nuit'))} />}
      barre={null}
      panneau={search.apercu && <Exceptions jour={search.apercu} onFermer={() => changer({ apercu: undefined })} />}
    >
      <TablePaginee
        nom="nuits"
        libelle="Rapports de nuit"
        colonnes={COLONNES}
        cle={(nuit) => nuit.jour}
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        tri={undefined}
        onTri={() => undefined}
        onPage={(page) => changer({ page, apercu: undefined })}
        onTaille={(size) => changer({ size, page: undefined })}
        actif={search.apercu}
        onActif={(apercu) => changer({ apercu })}
        vide={<Vide titre={textes.nuitsVides}>{textes.nuitsVidesAide}</Vide>}
      />
    </PageListe>
  )
}
