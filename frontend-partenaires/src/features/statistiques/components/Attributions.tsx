import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { phraseDe } from '@/api/problem.ts'
import type { AttributionsMesurees } from '@/api/types.ts'
import { dateLongue } from '@/lib/dates.ts'
import { nombre } from '@/lib/montants.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { attributionsQuery } from '../queries.ts'
import type { StatistiquesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'
import { ChoixOrganisme, useFiltres } from './filtres.tsx'
import { compte, mois, part } from './nombres.ts'

const PARTAGES: readonly (readonly [NonNullable<StatistiquesSearch['partage']>, string])[] = [
  ['ensemble', 'Aucun partage'],
  ['bailleur', 'Bailleur'],
  ['reservataire', 'Réservataire'],
  ['typologie', 'Taille du logement'],
  ['population', 'Mutations et autres demandes'],
  ['qpv', 'Quartier prioritaire du logement'],
  ['quartile', 'Quartile de revenus'],
  ['groupe', 'Public prioritaire'],
]

/** The decisions of the commissions beside the ranking by points: delays, agreement, motives. */
export function Attributions({ epci, grilleId }: { epci: string; grilleId: string }) {
  const { filtres, changer } = useFiltres()
  const requete = useQuery(
    attributionsQuery({
      epci,
      grille_id: grilleId,
      bailleur_id: filtres.bailleur,
      reservataire_id: filtres.reservataire,
      typologie: filtres.typologie,
      population: filtres.population,
      par: filtres.partage,
      du: filtres.du,
      au: filtres.au,
    }),
  )
  return (
    <Carte titre={textes.attributions}>
      <Pile>
      <Grille min="14rem">
        <TextInput type="date" label={textes.du} value={filtres.du ?? ''} onChange={(e) => changer({ du: e.currentTarget.value })} />
        <TextInput type="date" label={textes.au} value={filtres.au ?? ''} onChange={(e) => changer({ au: e.currentTarget.value })} />
        <ChoixOrganisme nom="bailleur" label={textes.bailleur} types={['BAILLEUR']} />
        <ChoixOrganisme nom="reservataire" label={textes.reservataire} types={['EPCI', 'COMMUNE', 'DEPARTEMENT', 'ALS', 'ETAT']} />
        <NativeSelect label={textes.partage} value={filtres.partage ?? 'ensemble'} onChange={(e) => changer({ partage: e.currentTarget.value })} data={PARTAGES.map(([value, label]) => ({ value, label }))} />
      </Grille>
      <Requete requete={requete} phrase={phraseDe}>
        {(lues) => <Lues lues={lues} />}
      </Requete>
      </Pile>
    </Carte>
  )
}

function Lues({ lues }: { lues: AttributionsMesurees }) {
  if (lues.attributions === 0) return <p>{textes.aucuneAttribution}</p>
  if (lues.attributions === null) return <p>{textes.trop}</p>
  return (
    <Pile>
      <p>
        {nombre(lues.attributions)} attributions du {dateLongue(lues.du)} au {dateLongue(lues.au)} : délai moyen {mois(lues.delai_moyen)}, médian {mois(lues.delai_median)}. L’attributaire était premier par les points dans {part(lues.part_premier)} des logements comparés ({compte(lues.comparees)}), au-delà du troisième dans {part(lues.part_hors_des_trois)}. {lues.kendall !== null && textes.accord(nombre(lues.kendall))}
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
      {lues.groupes.length > 0 && <Groupes groupes={lues.groupes} par={PARTAGES.find(([code]) => code === lues.par)?.[1] ?? ''} />}
      {lues.motifs.length > 0 && <Ecarts motifs={lues.motifs} />}
      <p>{lues.definition}</p>
    </Pile>
  )
}

function Groupes({ groupes, par }: { groupes: AttributionsMesurees['groupes']; par: string }) {
  return (
    <DataTable
      nom="statistiques-attributions-partagees"
      libelle={`${textes.attributions}, ${par.toLocaleLowerCase('fr')}`}
      lignes={groupes}
      cle={(g) => g.valeur}
      colonnes={[
        { id: 'libelle', entete: par, fixe: true, souple: true, cellule: (g) => g.libelle, export: (g) => g.libelle },
        { id: 'attributions', entete: 'Attributions', aligne: 'fin', cellule: (g) => compte(g.attributions), export: (g) => compte(g.attributions) },
        { id: 'moyen', entete: 'Délai moyen', aligne: 'fin', cellule: (g) => mois(g.delai_moyen), export: (g) => g.delai_moyen },
        { id: 'median', entete: 'Délai médian', aligne: 'fin', cellule: (g) => mois(g.delai_median), export: (g) => g.delai_median },
        { id: 'premier', entete: 'Premier par les points', aligne: 'fin', cellule: (g) => part(g.part_premier), export: (g) => g.part_premier },
        { id: 'hors', entete: 'Au-delà du troisième', aligne: 'fin', cellule: (g) => part(g.part_hors_des_trois), export: (g) => g.part_hors_des_trois },
        { id: 'qpv', entete: 'En quartier prioritaire', aligne: 'fin', cellule: (g) => part(g.part_qpv), export: (g) => g.part_qpv },
      ]}
    />
  )
}

function Ecarts({ motifs }: { motifs: AttributionsMesurees['motifs'] }) {
  return (
    <>
      <h3>{textes.ecarts}</h3>
      <DataTable
        nom="statistiques-ecarts"
        libelle={textes.ecarts}
        lignes={motifs}
        cle={(m) => m.code}
        colonnes={[
          { id: 'libelle', entete: 'Motif', fixe: true, souple: true, cellule: (m) => m.libelle, export: (m) => m.libelle },
          { id: 'candidats', entete: 'Candidats', aligne: 'fin', cellule: (m) => compte(m.candidats), export: (m) => compte(m.candidats) },
        ]}
      />
      <p>{textes.ecartsAide}</p>
    </>
  )
}
