import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { phraseDe } from '@/api/problem.ts'
import type { CotationPassee } from '@/api/types.ts'
import { dateCourte } from '@/lib/dates.ts'
import { nombre } from '@/lib/montants.ts'
import { typographier } from '@/lib/typographie.ts'
import { Carte } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { cotationsPasseesQuery } from '../queries.ts'
import { textes } from '../texts.ts'
import { TableCotation } from './TableCotation.tsx'

/** What the versions that no longer score this demande gave it, each with its own grid. */
export function CotationsPassees({ demandeId }: { demandeId: string }) {
  const requete = useQuery(cotationsPasseesQuery(demandeId))
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {(passees) => passees.map((passee) => <Une key={passee.cotation.grille_id} demandeId={demandeId} passee={passee} />)}
    </Requete>
  )
}

const points = (valeur: number | null) => (valeur === null ? textes.absent : nombre(valeur))

function Une({ demandeId, passee }: { demandeId: string; passee: CotationPassee }) {
  const { cotation } = passee
  return (
    <Carte
      titre={textes.passee(cotation.epci_nom, cotation.version_grille)}
      outils={
        <>
          <Link to="/grilles-de-cotation/$grilleId" params={{ grilleId: cotation.grille_id }}>
            {cotation.grille}, version {cotation.version_grille}
          </Link>
          <span>
            {textes.passeeJusquAu} {dateCourte(passee.jusqu_au)}
          </span>
        </>
      }
    >
      <Pile>
        <p>{typographier(passee.phrase)}</p>
        {passee.version_maintenant !== null && <Differences passee={passee} version={passee.version_maintenant} />}
        {passee.totaux.length > 0 && (
          <DataTable
            simple
            nom="totaux-passes"
            libelle={textes.totaux}
            lignes={passee.totaux}
            cle={(t) => t.du}
            colonnes={[
              { id: 'du', entete: 'Du', fixe: true, cellule: (t) => <DateFr iso={t.du} /> },
              { id: 'au', entete: 'Au', cellule: (t) => <DateFr iso={t.au} /> },
              { id: 'verifies', entete: textes.verifies, aligne: 'fin', cellule: (t) => nombre(t.points_verifies) },
              { id: 'declares', entete: textes.declares, aligne: 'fin', cellule: (t) => nombre(t.points_declares) },
              { id: 'cause', entete: 'Pourquoi ce total', souple: true, cellule: (t) => t.cause_libelle ?? '—' },
            ]}
          />
        )}
        <details>
          <summary>{textes.detailPasse}</summary>
          <TableCotation passee demandeId={demandeId} cotation={cotation} libelle={textes.calculPasse(cotation.epci_nom, cotation.version_grille)} />
        </details>
      </Pile>
    </Carte>
  )
}

function Differences({ passee, version }: { passee: CotationPassee; version: number }) {
  if (passee.differences.length === 0) return <p>{textes.sansDifference}</p>
  return (
    <DataTable
      simple
      nom="differences-de-version"
      libelle={textes.differences}
      lignes={passee.differences}
      cle={(d) => d.code}
      colonnes={[
        { id: 'critere', entete: 'Critère', fixe: true, souple: true, cellule: (d) => d.libelle },
        { id: 'avant', entete: textes.avant, aligne: 'fin', cellule: (d) => points(d.avant) },
        { id: 'maintenant', entete: textes.maintenant(version), aligne: 'fin', cellule: (d) => points(d.maintenant) },
      ]}
    />
  )
}
