import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { ImportVue } from '@/api/types.ts'
import { nombre } from '@/lib/montants.ts'
import { BoutonLien } from '@/ui/BoutonLien.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { Depot } from '../components/Depot.tsx'
import { enRoute, TONS } from '../etats.ts'
import { importsQuery } from '../queries.ts'
import { textes } from '../texts.ts'

/** Every file deposited: where it is, what it gave. */
export function ImportsPage(): ReactElement {
  const [page, setPage] = useState(1)
  const requete = useQuery(importsQuery(page))
  const aller = useNavigate()
  return (
    <PageListe
      entete={<PageHeader titre="Imports" sous={textes.sous} actions={<BoutonLien to="/imports/dictionnaire">{textes.dictionnaire}</BoutonLien>} />}
      barre={<Depot onDepot={(importId) => void aller({ to: '/imports/$importId', params: { importId } })} />}
    >
      <TablePaginee<ImportVue>
        simple
        nom="imports"
        libelle="Imports"
        requete={requete}
        phrase={phraseDe}
        demandee={{ page }}
        onPage={setPage}
        cle={({ id }) => id}
        colonnes={[
          { id: 'cree', entete: 'Déposé le', cellule: (i) => <DateFr iso={i.cree_le} forme="heure" /> },
          {
            id: 'nom',
            entete: 'Fichier',
            fixe: true,
            souple: true,
            cellule: (i) => (
              <Link to="/imports/$importId" params={{ importId: i.id }}>
                {i.nom}
              </Link>
            ),
          },
          { id: 'qui', entete: 'Par', souple: true, cellule: (i) => `${i.depose_par}, ${i.organisme}`, secondaire: true },
          { id: 'etat', entete: 'État', cellule: (i) => <EtatBadge ton={TONS[i.etat]} libelle={enRoute(i) ? `${i.etat_libelle}, ${i.part} %` : i.etat_libelle} /> },
          { id: 'pretes', entete: 'Prêtes', cellule: (i) => nombre(i.pretes) },
          { id: 'rejetees', entete: 'Rejetées', cellule: (i) => nombre(i.rejetees) },
          { id: 'creees', entete: 'Créées', cellule: (i) => (i.bilan ? nombre(i.bilan.creees) : '—'), secondaire: true },
          { id: 'mises_a_jour', entete: 'Mises à jour', cellule: (i) => (i.bilan ? nombre(i.bilan.mises_a_jour) : '—'), secondaire: true },
        ]}
        vide={<Vide titre={textes.aucun}>{textes.aucunAide}</Vide>}
      />
    </PageListe>
  )
}
