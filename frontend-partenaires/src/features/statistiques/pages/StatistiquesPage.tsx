import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { AttributionsMesurees, CritereMesure, GrilleMesuree, RepartitionDesPoints } from '@/api/types.ts'
import { dateLongue } from '@/lib/dates.ts'
import { nombre, pourcent } from '@/lib/montants.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Histogramme } from '@/ui/Histogramme.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { attributionsQuery, criteresQuery, grillesMesureesQuery, organismesQuery, repartitionQuery } from '../queries.ts'
import type { StatistiquesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

const DIMENSIONS: readonly (readonly [NonNullable<StatistiquesSearch['par']>, string])[] = [
  ['ensemble', 'Tous les ménages'],
  ['population', 'Mutations et autres demandes'],
  ['qpv', 'Quartier prioritaire du logement actuel'],
  ['quartile', 'Quartile de revenus'],
  ['groupe', 'Public prioritaire'],
  ['statut_logement', 'Logement actuel'],
  ['personnes', 'Taille du ménage'],
  ['age', 'Âge du demandeur'],
]
const TAILLES = ['C', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6P'] as const
const COTES_A_COTE = 4

const compte = (valeur: number | null) => (valeur === null ? textes.secret : nombre(valeur))
const part = (valeur: number | null) => (valeur === null ? '—' : pourcent(valeur))
const mois = (valeur: number | null) => (valeur === null ? '—' : `${nombre(valeur)} mois`)

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

function useFiltres() {
  const filtres = useSearch({ from: '/connecte/prive/statistiques-de-cotation' })
  const aller = useNavigate({ from: '/statistiques-de-cotation' })
  const changer = (change: Partial<Record<keyof StatistiquesSearch, string>>) =>
    void aller({ search: (avant) => ({ ...avant, ...Object.fromEntries(Object.entries(change).map(([nom, valeur]) => [nom, valeur || undefined])) }), replace: true })
  return { filtres, changer }
}

function Photos({ grilles, premiere }: { grilles: readonly GrilleMesuree[]; premiere: GrilleMesuree }) {
  const { filtres, changer } = useFiltres()
  const grille = grilles.find((g) => g.grille_id === filtres.grille) ?? premiere
  const repartition = useQuery(repartitionQuery({ grille_id: grille.grille_id, par: filtres.par, mesure: filtres.mesure, typologie: filtres.typologie }))
  const criteres = useQuery(criteresQuery(grille.grille_id))
  return (
    <Pile>
      <Carte>
        <Grille min="14rem">
          <NativeSelect
            label={textes.grille}
            value={grille.grille_id}
            onChange={(e) => changer({ grille: e.currentTarget.value })}
            data={grilles.map((g) => ({ value: g.grille_id, label: `${g.epci_nom}, version ${g.version_grille}` }))}
          />
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
        </Grille>
      </Carte>
      <Carte titre={textes.repartition} outils={<span>{textes.photo(dateLongue(grille.prise_le))}</span>}>
        <Requete requete={repartition} phrase={phraseDe}>
          {(lue) => <Repartition lue={lue} />}
        </Requete>
      </Carte>
      <Carte titre={textes.criteres} pleine>
        <Requete requete={criteres} phrase={phraseDe}>
          {(lu) => (
            <>
              <Criteres lignes={lu.lignes} />
              <p>{lu.definition}</p>
            </>
          )}
        </Requete>
      </Carte>
      <Attributions epci={grille.epci} />
    </Pile>
  )
}

function Taille() {
  const { filtres, changer } = useFiltres()
  return (
    <NativeSelect
      label={textes.typologie}
      value={filtres.typologie ?? ''}
      onChange={(e) => changer({ typologie: e.currentTarget.value })}
      data={[{ value: '', label: textes.toutes }, ...TAILLES.map((t) => ({ value: t, label: t === 'C' ? 'Chambre' : t.replace('P', ' et plus') }))]}
    />
  )
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

function Attributions({ epci }: { epci: string }) {
  const { filtres, changer } = useFiltres()
  const organismes = useQuery(organismesQuery)
  const requete = useQuery(
    attributionsQuery({
      epci,
      bailleur_id: filtres.bailleur,
      reservataire_id: filtres.reservataire,
      typologie: filtres.typologie,
      population: filtres.population,
      du: filtres.du,
      au: filtres.au,
    }),
  )
  const tous = organismes.data?.items ?? []
  const choix = (types: readonly string[]) => [{ value: '', label: 'Tous' }, ...tous.filter((o) => types.includes(o.type)).map((o) => ({ value: o.id, label: o.nom }))]
  return (
    <Carte titre={textes.attributions}>
      <Grille min="14rem">
        <TextInput type="date" label={textes.du} value={filtres.du ?? ''} onChange={(e) => changer({ du: e.currentTarget.value })} />
        <TextInput type="date" label={textes.au} value={filtres.au ?? ''} onChange={(e) => changer({ au: e.currentTarget.value })} />
        <NativeSelect label={textes.bailleur} value={filtres.bailleur ?? ''} onChange={(e) => changer({ bailleur: e.currentTarget.value })} data={choix(['BAILLEUR'])} />
        <NativeSelect label={textes.reservataire} value={filtres.reservataire ?? ''} onChange={(e) => changer({ reservataire: e.currentTarget.value })} data={choix(['EPCI', 'COMMUNE', 'DEPARTEMENT', 'ALS', 'ETAT'])} />
        <NativeSelect
          label={textes.population}
          value={filtres.population ?? 'tous'}
          onChange={(e) => changer({ population: e.currentTarget.value })}
          data={[
            { value: 'tous', label: 'Toutes' },
            { value: 'primo', label: 'Hors mutation' },
            { value: 'mutation', label: 'Mutations' },
          ]}
        />
      </Grille>
      <Requete requete={requete} phrase={phraseDe}>
        {(lues) => <Lues lues={lues} />}
      </Requete>
    </Carte>
  )
}

function Lues({ lues }: { lues: AttributionsMesurees }) {
  if (lues.attributions === 0) return <p>{textes.aucuneAttribution}</p>
  if (lues.attributions === null) return <p>{textes.trop}</p>
  return (
    <>
      <p>
        {nombre(lues.attributions)} attributions du {dateLongue(lues.du)} au {dateLongue(lues.au)} : délai moyen {mois(lues.delai_moyen)}, médian {mois(lues.delai_median)}. L’attributaire était premier par les points dans {part(lues.part_premier)} des logements comparés ({compte(lues.comparees)}), au-delà du troisième dans {part(lues.part_hors_des_trois)}.
      </p>
      <DataTable
        nom="statistiques-attributions"
        libelle={textes.attributions}
        lignes={lues.tranches}
        cle={(t) => String(t.de)}
        colonnes={[
          { id: 'tranche', entete: 'Points à la décision', fixe: true, cellule: (t) => (t.de === null ? textes.sansPoints : `${nombre(t.de)} à ${nombre(t.de + lues.largeur - 1)}`), export: (t) => t.de },
          { id: 'attributions', entete: 'Attributions', aligne: 'fin', cellule: (t) => compte(t.attributions), export: (t) => compte(t.attributions) },
          { id: 'moyen', entete: 'Délai moyen', aligne: 'fin', cellule: (t) => mois(t.delai_moyen), export: (t) => t.delai_moyen },
          { id: 'median', entete: 'Délai médian', aligne: 'fin', cellule: (t) => mois(t.delai_median), export: (t) => t.delai_median },
          { id: 'qpv', entete: 'En quartier prioritaire', aligne: 'fin', cellule: (t) => part(t.part_qpv), export: (t) => t.part_qpv },
        ]}
      />
      <p>{lues.definition}</p>
    </>
  )
}
