import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { CritereMesure, DecoteMesuree, GrilleMesuree, RepartitionDesPoints, TensionParTranche } from '@/api/types.ts'
import { dateLongue } from '@/lib/dates.ts'
import { telechargerCsv } from '@/lib/liens.ts'
import { nombre } from '@/lib/montants.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Histogramme } from '@/ui/Histogramme.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { Attributions } from '../components/Attributions.tsx'
import { ChoixOrganisme, Population, Taille, useFiltres } from '../components/filtres.tsx'
import { compte, part } from '../components/nombres.ts'
import styles from '../components/Statistiques.module.css'
import { criteresQuery, grillesMesureesQuery, repartitionQuery, tensionQuery } from '../queries.ts'
import type { StatistiquesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

const DIMENSIONS: readonly (readonly [NonNullable<StatistiquesSearch['par']>, string])[] = [
  ['ensemble', 'Tous les ménages'],
  ['population', 'Mutations et autres demandes'],
  ['famille', 'Blocs qui donnent des points'],
  ['qpv', 'Quartier prioritaire du logement actuel'],
  ['quartile', 'Quartile de revenus'],
  ['groupe', 'Public prioritaire'],
  ['statut_logement', 'Logement actuel'],
  ['motif', 'Motif principal'],
  ['plafond', 'Revenus rapportés au plafond'],
  ['personnes', 'Taille du ménage'],
  ['composition', 'Composition du ménage'],
  ['age', 'Âge du demandeur'],
]
const COTES_A_COTE = 4

/** The figures of the scores, on the photo of the night; the address of the page is the question. */
export function StatistiquesPage(): ReactElement {
  const requete = useQuery(grillesMesureesQuery)
  return (
    <>
      <PageHeader titre={textes.titre} sous={textes.sous} />
      <Requete requete={requete} phrase={phraseDe}>
        {(grilles) => {
          const [premiere] = grilles
          return premiere ? <Photos grilles={grilles} premiere={premiere} /> : <Vide titre={textes.sansPhoto}>{textes.sansPhotoAide}</Vide>
        }}
      </Requete>
    </>
  )
}

function Photos({ grilles, premiere }: { grilles: readonly GrilleMesuree[]; premiere: GrilleMesuree }) {
  const { filtres, changer } = useFiltres()
  const grille = grilles.find((g) => g.grille_id === filtres.grille) ?? premiere
  const stock = { grille_id: grille.grille_id, typologie: filtres.typologie, population: filtres.population, le: filtres.photo }
  const guichet = { ...stock, organisme_id: filtres.organisme }
  const repartition = useQuery(repartitionQuery({ ...guichet, par: filtres.par, mesure: filtres.mesure }))
  const criteres = useQuery(criteresQuery(guichet))
  const tension = useQuery(tensionQuery(stock))
  return (
    <Pile>
      <Carte titre={textes.mesures}>
        <Grille min="14rem">
          <NativeSelect
            label={textes.grille}
            value={grille.grille_id}
            onChange={(e) => changer({ grille: e.currentTarget.value })}
            data={grilles.map((g) => ({ value: g.grille_id, label: `${g.epci_nom}, version ${g.version_grille}` }))}
          />
          <TextInput type="date" label={textes.photoDu} value={filtres.photo ?? grille.prise_le} max={grille.prise_le} onChange={(e) => changer({ photo: e.currentTarget.value })} />
          <NativeSelect label={textes.par} value={filtres.par ?? 'ensemble'} onChange={(e) => changer({ par: e.currentTarget.value })} data={DIMENSIONS.map(([value, label]) => ({ value, label }))} />
          <NativeSelect
            label={textes.mesure}
            value={filtres.mesure ?? 'verifies'}
            onChange={(e) => changer({ mesure: e.currentTarget.value })}
            data={[
              { value: 'verifies', label: 'Vérifiés' },
              { value: 'declares', label: 'Déclarés' },
            ]}
          />
          <Taille />
          <Population />
          <ChoixOrganisme nom="organisme" label={textes.guichet} />
        </Grille>
      </Carte>
      <Carte
        titre={textes.repartition}
        outils={
          <>
            <span>{textes.photo(dateLongue(repartition.data?.prise_le ?? grille.prise_le))}</span>
            {repartition.data && repartition.data.series.length > 0 && (
              <Button size="compact-xs" variant="default" onClick={() => exporter(repartition.data)}>
                {textes.exporter}
              </Button>
            )}
          </>
        }
      >
        <Requete requete={repartition} phrase={phraseDe}>
          {(lue) => (lue.absente ? <p>{lue.absente.phrase}</p> : <Repartition lue={lue} />)}
        </Requete>
      </Carte>
      <Carte titre={textes.criteres} pleine>
        <Requete requete={criteres} phrase={phraseDe}>
          {(lu) => (
            <>
              {lu.absente ? <p className={styles.note}>{lu.absente.phrase}</p> : <Criteres lignes={lu.lignes} />}
              <p className={styles.note}>{lu.definition}</p>
              {lu.decotes.length > 0 && <Decotes decotes={lu.decotes} />}
            </>
          )}
        </Requete>
      </Carte>
      <Carte titre={textes.tension} pleine>
        <Requete requete={tension} phrase={phraseDe}>
          {(lue) => <Tension lue={lue} />}
        </Requete>
      </Carte>
      <Attributions epci={grille.epci} grilleId={grille.grille_id} />
    </Pile>
  )
}

function exporter(lue: RepartitionDesPoints) {
  const entete = ['Points', ...lue.series.map((serie) => serie.libelle)]
  const lignes = lue.tranches.map((de, rang) => [`${de} à ${de + lue.largeur - 1}`, ...lue.series.map((serie) => compte(serie.nombres[rang] ?? null))])
  telechargerCsv('repartition-des-points.csv', [entete, ...lignes])
}

function Repartition({ lue }: { lue: RepartitionDesPoints }) {
  const montrees = lue.series.filter((serie) => serie.menages !== null)
  if (montrees.length === 0) return <p>{textes.secretAide(lue.petit_groupe)}</p>
  const categories = lue.tranches.map((de) => `${nombre(de)} à ${nombre(de + lue.largeur - 1)}`)
  const groupes = montrees.length <= COTES_A_COTE && montrees.length === 2 ? [montrees] : montrees.map((serie) => [serie])
  return (
    <>
      {groupes.map((groupe) => (
        <Histogramme
          key={groupe[0]!.valeur}
          libelle={groupe.map((serie) => serie.libelle).join(', ')}
          unite="Points"
          secret={textes.secret}
          rienADessiner={textes.rienADessiner(lue.petit_groupe)}
          reperes={lue.tranches.map(nombre)}
          categories={categories}
          series={groupe.map((serie) => ({ nom: `${serie.libelle} (${compte(serie.menages)})`, valeurs: serie.nombres }))}
        />
      ))}
      <p>
        {lue.definition} {textes.secretAide(lue.petit_groupe)}
      </p>
    </>
  )
}

function Criteres({ lignes }: { lignes: readonly CritereMesure[] }) {
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

function Decotes({ decotes }: { decotes: readonly DecoteMesuree[] }) {
  return (
    <>
      <h3 className={styles.titre}>{textes.decotes}</h3>
      <DataTable
        nom="statistiques-decotes"
        libelle={textes.decotes}
        lignes={decotes}
        cle={(d) => d.code}
        colonnes={[
          { id: 'libelle', entete: 'Décote', fixe: true, souple: true, cellule: (d) => d.libelle, export: (d) => d.libelle },
          { id: 'demandes', entete: 'Demandes', aligne: 'fin', cellule: (d) => compte(d.demandes), export: (d) => compte(d.demandes) },
          { id: 'comptes', entete: 'Comptés', aligne: 'fin', cellule: (d) => compte(d.comptes), export: (d) => compte(d.comptes) },
          { id: 'eteints', entete: 'Éteints', aligne: 'fin', cellule: (d) => compte(d.eteints), export: (d) => compte(d.eteints) },
          { id: 'ecartes', entete: 'Écartés', aligne: 'fin', cellule: (d) => compte(d.ecartes), export: (d) => compte(d.ecartes) },
        ]}
      />
      <p className={styles.note}>{textes.decotesAide}</p>
    </>
  )
}

function Tension({ lue }: { lue: TensionParTranche }) {
  if (lue.demandes === 0) return <p className={styles.note}>{textes.sansTension}</p>
  return (
    <>
      <p className={styles.note}>{textes.tensionEnsemble(compte(lue.demandes), compte(lue.attributions), lue.demandes_par_attribution === null ? '—' : nombre(lue.demandes_par_attribution))}</p>
      <DataTable
        nom="statistiques-tension"
        libelle={textes.tension}
        lignes={lue.tranches}
        cle={(t) => String(t.de)}
        colonnes={[
          { id: 'tranche', entete: 'Points vérifiés', fixe: true, cellule: (t) => `${nombre(t.de)} à ${nombre(t.de + lue.largeur - 1)}`, export: (t) => t.de },
          { id: 'demandes', entete: 'Demandes', aligne: 'fin', cellule: (t) => compte(t.demandes), export: (t) => compte(t.demandes) },
          { id: 'attributions', entete: 'Attributions (12 mois)', aligne: 'fin', cellule: (t) => compte(t.attributions), export: (t) => compte(t.attributions) },
          { id: 'rapport', entete: 'Demandes par attribution', aligne: 'fin', cellule: (t) => (t.demandes_par_attribution === null ? '—' : nombre(t.demandes_par_attribution)), export: (t) => t.demandes_par_attribution },
        ]}
      />
      <p className={styles.note}>{lue.definition}</p>
    </>
  )
}
