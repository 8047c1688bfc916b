import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { phraseDe } from '@/api/problem.ts'
import type { RepartitionDesPoints } from '@/api/types.ts'
import { dateLongue } from '@/lib/dates.ts'
import { telechargerCsv } from '@/lib/liens.ts'
import { nombre } from '@/lib/montants.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Histogramme } from '@/ui/Histogramme.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { type FiltreDuStock, repartitionQuery } from '../queries.ts'
import type { StatistiquesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'
import { useFiltres } from './filtres.tsx'
import { compte } from './nombres.ts'

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
const COTES_A_COTE = 2

/** The households by band of points, shared out by one dimension. */
export function Repartition({ stock }: { stock: FiltreDuStock }) {
  const { filtres, changer } = useFiltres()
  const requete = useQuery(repartitionQuery({ ...stock, par: filtres.par, mesure: filtres.mesure }))
  const lue = requete.data
  return (
    <Carte
      titre={textes.repartition}
      outils={
        lue?.prise_le && (
          <>
            <span>{textes.photo(dateLongue(lue.prise_le))}</span>
            {lue.series.length > 0 && (
              <Button size="compact-xs" variant="default" onClick={() => exporter(lue)}>
                {textes.exporter}
              </Button>
            )}
          </>
        )
      }
    >
      <Pile>
        <Grille min="14rem">
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
        </Grille>
        <Requete requete={requete} phrase={phraseDe}>
          {(trouvee) => (trouvee.absente ? <p>{trouvee.absente.phrase}</p> : <Tranches lue={trouvee} />)}
        </Requete>
      </Pile>
    </Carte>
  )
}

function exporter(lue: RepartitionDesPoints) {
  const entete = ['Points', ...lue.series.map((serie) => serie.libelle)]
  const lignes = lue.tranches.map((de, rang) => [`${de} à ${de + lue.largeur - 1}`, ...lue.series.map((serie) => compte(serie.nombres[rang] ?? null))])
  telechargerCsv('repartition-des-points.csv', [entete, ...lignes])
}

function Tranches({ lue }: { lue: RepartitionDesPoints }) {
  const montrees = lue.series.filter((serie) => serie.menages !== null)
  if (montrees.length === 0) return <p>{textes.secretAide(lue.petit_groupe)}</p>
  const categories = lue.tranches.map((de) => `${nombre(de)} à ${nombre(de + lue.largeur - 1)}`)
  const groupes = montrees.length === COTES_A_COTE ? [montrees] : montrees.map((serie) => [serie])
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
