import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { phraseDe } from '@/api/problem.ts'
import type { TensionParTranche } from '@/api/types.ts'
import { dateLongue } from '@/lib/dates.ts'
import { nombre } from '@/lib/montants.ts'
import { Carte } from '@/ui/Carte.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { type FiltreTension, tensionQuery } from '../queries.ts'
import { textes } from '../texts.ts'
import { useFiltres } from './filtres.tsx'
import { compte } from './nombres.ts'
import styles from './Statistiques.module.css'

const pourUne = (rapport: number | null) => (rapport === null ? '—' : nombre(rapport))

/** How many demandes for one attribution, band by band, then commune by commune. */
export function Tension({ question }: { question: FiltreTension }) {
  const { filtres, changer } = useFiltres()
  const requete = useQuery(tensionQuery({ ...question, commune: filtres.commune }))
  const communes = requete.data?.communes ?? []
  return (
    <>
      <Carte
        titre={textes.tension}
        pleine
        outils={
          communes.length > 0 && (
            <NativeSelect
              aria-label={textes.commune}
              value={filtres.commune ?? ''}
              onChange={(e) => changer({ commune: e.currentTarget.value })}
              data={[{ value: '', label: textes.toutLeTerritoire }, ...[...communes].sort((a, b) => a.nom.localeCompare(b.nom, 'fr')).map((c) => ({ value: c.code, label: c.nom }))]}
            />
          )
        }
      >
        <Requete requete={requete} phrase={phraseDe}>
          {(lue) => (lue.absente ? <p className={styles.note}>{lue.absente.phrase}</p> : <Tranches lue={lue} />)}
        </Requete>
      </Carte>
      {communes.length > 0 && (
        <Carte titre={textes.tensionCommunes} pleine>
          <DataTable
            nom="statistiques-tension-communes"
            libelle={textes.tensionCommunes}
            lignes={communes}
            cle={(c) => c.code}
            colonnes={[
              { id: 'commune', entete: 'Commune', fixe: true, souple: true, cellule: (c) => c.nom, export: (c) => c.nom },
              { id: 'demandes', entete: 'Demandes', aligne: 'fin', cellule: (c) => compte(c.demandes), export: (c) => compte(c.demandes) },
              { id: 'attributions', entete: 'Attributions', aligne: 'fin', cellule: (c) => compte(c.attributions), export: (c) => compte(c.attributions) },
              { id: 'rapport', entete: 'Demandes par attribution', aligne: 'fin', cellule: (c) => pourUne(c.demandes_par_attribution), export: (c) => c.demandes_par_attribution },
            ]}
          />
          <p className={styles.note}>{textes.tensionCommunesAide}</p>
        </Carte>
      )}
    </>
  )
}

function Tranches({ lue }: { lue: TensionParTranche }) {
  if (lue.demandes === 0) return <p className={styles.note}>{textes.sansTension}</p>
  return (
    <>
      <p className={styles.note}>{textes.tensionEnsemble(compte(lue.demandes), compte(lue.attributions), lue.du ? dateLongue(lue.du) : '', pourUne(lue.demandes_par_attribution))}</p>
      <DataTable
        nom="statistiques-tension"
        libelle={textes.tension}
        lignes={lue.tranches}
        cle={(t) => String(t.de)}
        colonnes={[
          { id: 'tranche', entete: 'Points vérifiés', fixe: true, cellule: (t) => `${nombre(t.de)} à ${nombre(t.de + lue.largeur - 1)}`, export: (t) => t.de },
          { id: 'demandes', entete: 'Demandes', aligne: 'fin', cellule: (t) => compte(t.demandes), export: (t) => compte(t.demandes) },
          { id: 'attributions', entete: 'Attributions', aligne: 'fin', cellule: (t) => compte(t.attributions), export: (t) => compte(t.attributions) },
          { id: 'rapport', entete: 'Demandes par attribution', aligne: 'fin', cellule: (t) => pourUne(t.demandes_par_attribution), export: (t) => t.demandes_par_attribution },
        ]}
      />
      <p className={styles.note}>{lue.definition}</p>
    </>
  )
}
