import { useQuery } from '@tanstack/react-query'
import { phraseDe } from '@/api/problem.ts'
import type { CritereMesure, DecoteMesuree } from '@/api/types.ts'
import { nombre } from '@/lib/montants.ts'
import { Carte } from '@/ui/Carte.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { criteresQuery, type FiltreDuStock } from '../queries.ts'
import { textes } from '../texts.ts'
import { compte, part } from './nombres.ts'
import styles from './Statistiques.module.css'

/** What each block and each criterion gives. */
export function Criteres({ stock }: { stock: FiltreDuStock }) {
  const requete = useQuery(criteresQuery(stock))
  return (
    <Carte titre={textes.criteres} pleine>
      <Requete requete={requete} phrase={phraseDe}>
        {(lu) => (
          <>
            {lu.absente ? <p className={styles.note}>{lu.absente.phrase}</p> : <Lignes lignes={lu.lignes} />}
            <p className={styles.note}>{lu.definition}</p>
          </>
        )}
      </Requete>
    </Carte>
  )
}

/** What takes points: still counted or not, contested or not. */
export function Decotes({ stock }: { stock: FiltreDuStock }) {
  const requete = useQuery(criteresQuery(stock))
  return (
    <Carte titre={textes.decotes} pleine>
      <Requete requete={requete} phrase={phraseDe}>
        {(lu) => {
          if (lu.absente) return <p className={styles.note}>{lu.absente.phrase}</p>
          return lu.decotes.length === 0 ? <p className={styles.note}>{textes.sansDecote}</p> : <LesDecotes decotes={lu.decotes} />
        }}
      </Requete>
    </Carte>
  )
}

function Lignes({ lignes }: { lignes: readonly CritereMesure[] }) {
  return (
    <DataTable
      nom="statistiques-criteres"
      libelle={textes.criteres}
      lignes={lignes}
      cle={(c) => `${c.est_un_bloc ? 'bloc' : 'critere'} ${c.code}`}
      colonnes={[
        { id: 'libelle', entete: 'Bloc ou critère', fixe: true, souple: true, cellule: (c) => (c.est_un_bloc ? <strong>{c.libelle}</strong> : `${c.libelle}${c.retrait ? ` (${textes.decote})` : ''}`), export: (c) => c.libelle },
        { id: 'demandes', entete: 'Demandes', aligne: 'fin', cellule: (c) => compte(c.demandes), export: (c) => compte(c.demandes) },
        { id: 'part', entete: 'Part des demandes', aligne: 'fin', cellule: (c) => part(c.part), export: (c) => c.part },
        { id: 'moyenne', entete: 'Points en moyenne', aligne: 'fin', cellule: (c) => (c.moyenne === null ? '—' : nombre(c.moyenne)), export: (c) => c.moyenne },
        { id: 'points', entete: 'Part des points', aligne: 'fin', cellule: (c) => part(c.part_des_points), export: (c) => c.part_des_points },
      ]}
    />
  )
}

function LesDecotes({ decotes }: { decotes: readonly DecoteMesuree[] }) {
  return (
    <>
      <DataTable
        nom="statistiques-decotes"
        libelle={textes.decotes}
        lignes={decotes}
        cle={(d) => d.code}
        colonnes={[
          { id: 'libelle', entete: 'Décote', fixe: true, souple: true, cellule: (d) => d.libelle, export: (d) => d.libelle },
          { id: 'demandes', entete: 'Demandes', aligne: 'fin', cellule: (d) => compte(d.demandes), export: (d) => compte(d.demandes) },
          { id: 'comptes', entete: 'Comptés', aligne: 'fin', cellule: (d) => compte(d.comptes), export: (d) => compte(d.comptes) },
          { id: 'sans-effet', entete: 'Sans effet', aligne: 'fin', secondaire: true, cellule: (d) => compte(d.sans_effet), export: (d) => compte(d.sans_effet) },
          { id: 'eteints', entete: 'Éteints', aligne: 'fin', cellule: (d) => compte(d.eteints), export: (d) => compte(d.eteints) },
          { id: 'ecartes', entete: 'Écartés', aligne: 'fin', cellule: (d) => compte(d.ecartes), export: (d) => compte(d.ecartes) },
          { id: 'contestations', entete: 'Contestations', aligne: 'fin', cellule: (d) => compte(d.contestations), export: (d) => compte(d.contestations) },
          { id: 'taux', entete: 'Part contestée', aligne: 'fin', cellule: (d) => part(d.part_contestee), export: (d) => d.part_contestee },
          { id: 'admises', entete: 'Admises', aligne: 'fin', cellule: (d) => compte(d.admises), export: (d) => compte(d.admises) },
          { id: 'rejetees', entete: 'Rejetées', aligne: 'fin', cellule: (d) => compte(d.rejetees), export: (d) => compte(d.rejetees) },
        ]}
      />
      <p className={styles.note}>{textes.decotesAide}</p>
    </>
  )
}
