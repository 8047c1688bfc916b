import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { AttributionsMesurees } from '@/api/types.ts'
import { dateLongue } from '@/lib/dates.ts'
import { nombre } from '@/lib/montants.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { attributionsQuery, type FiltreAttributions } from '../queries.ts'
import type { StatistiquesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'
import { useFiltres } from './filtres.tsx'
import { compte, mois, part } from './nombres.ts'

const PARTAGES: readonly (readonly [NonNullable<StatistiquesSearch['partage']>, string])[] = [
  ['ensemble', 'Aucun partage'],
  ['bailleur', 'Bailleur'],
  ['reservataire', 'Réservataire'],
  ['typologie', 'Taille du logement'],
  ['commune', 'Commune du logement'],
  ['population', 'Mutations et autres demandes'],
  ['famille', 'Blocs qui donnaient des points'],
  ['qpv', 'Quartier prioritaire du logement'],
  ['qpv_actuel', 'Quartier prioritaire du logement quitté'],
  ['quartile', 'Quartile de revenus'],
  ['groupe', 'Public prioritaire'],
]

/** How long the attributions took, by band of points and by what shares them out. */
export function Attributions({ question }: { question: FiltreAttributions }) {
  return (
    <Decidees titre={textes.delais} question={question}>
      {(lues) => (
        <>
          <p>{textes.delaisDits(nombre(lues.attributions ?? 0), dateLongue(lues.du), dateLongue(lues.au), mois(lues.delai_moyen), mois(lues.delai_median))}</p>
          <DataTable
            nom="statistiques-attributions"
            libelle={textes.delais}
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
        </>
      )}
    </Decidees>
  )
}

/** The decisions of the commissions beside the ranking by points. */
export function Classement({ question }: { question: FiltreAttributions }) {
  return (
    <Decidees titre={textes.classement} question={question}>
      {(lues) => (
        <>
          <p>
            {textes.classementDit(part(lues.part_premier), compte(lues.comparees), part(lues.part_hors_des_trois))} {lues.kendall !== null && textes.accord(nombre(lues.kendall))}
          </p>
          {lues.motifs.length > 0 && <Ecarts motifs={lues.motifs} />}
        </>
      )}
    </Decidees>
  )
}

function Decidees({ titre, question, children }: { titre: string; question: FiltreAttributions; children: (lues: AttributionsMesurees) => ReactNode }) {
  const { filtres, changer } = useFiltres()
  const requete = useQuery(attributionsQuery({ ...question, par: filtres.partage, du: filtres.du, au: filtres.au }))
  return (
    <Carte titre={titre}>
      <Pile>
        <Grille min="14rem">
          <TextInput type="date" label={textes.du} value={filtres.du ?? ''} onChange={(e) => changer({ du: e.currentTarget.value })} />
          <TextInput type="date" label={textes.au} value={filtres.au ?? ''} onChange={(e) => changer({ au: e.currentTarget.value })} />
          <NativeSelect label={textes.partage} value={filtres.partage ?? 'ensemble'} onChange={(e) => changer({ partage: e.currentTarget.value })} data={PARTAGES.map(([value, label]) => ({ value, label }))} />
        </Grille>
        <Requete requete={requete} phrase={phraseDe}>
          {(lues) => {
            if (lues.attributions === 0) return <p>{textes.aucuneAttribution}</p>
            if (lues.attributions === null) return <p>{textes.trop}</p>
            return (
              <Pile>
                {children(lues)}
                {lues.groupes.length > 0 && <Groupes groupes={lues.groupes} par={PARTAGES.find(([code]) => code === lues.par)?.[1] ?? ''} />}
                <p>{lues.definition}</p>
              </Pile>
            )
          }}
        </Requete>
      </Pile>
    </Carte>
  )
}

function Groupes({ groupes, par }: { groupes: AttributionsMesurees['groupes']; par: string }) {
  return (
    <DataTable
      nom="statistiques-attributions-partagees"
      libelle={`${textes.delais}, ${par.toLocaleLowerCase('fr')}`}
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
