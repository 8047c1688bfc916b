import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { GrilleMesuree } from '@/api/types.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Onglets } from '@/ui/Onglets.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { Attributions, Classement } from '../components/Attributions.tsx'
import { Criteres, Decotes } from '../components/Criteres.tsx'
import { ChoixOrganisme, Population, Taille, useFiltres } from '../components/filtres.tsx'
import { Repartition } from '../components/Repartition.tsx'
import { Tension } from '../components/Tension.tsx'
import { grillesMesureesQuery } from '../queries.ts'
import type { StatistiquesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

type Indicateur = NonNullable<StatistiquesSearch['indicateur']>

const INDICATEURS: readonly (readonly [Indicateur, string])[] = [
  ['repartition', 'Ménages par tranche'],
  ['criteres', 'Critères'],
  ['decotes', 'Décotes'],
  ['tension', 'Tension'],
  ['delais', 'Délais d’attribution'],
  ['classement', 'Accord des commissions'],
]
const RESERVATAIRES = ['EPCI', 'COMMUNE', 'DEPARTEMENT', 'ALS', 'ETAT']
const DU_STOCK: readonly Indicateur[] = ['repartition', 'criteres', 'decotes']

/** The figures of the scores, on the photo of the night: one screen an indicator, and its address is the question. */
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
  const indicateur = filtres.indicateur ?? 'repartition'
  return (
    <Pile>
      <Onglets libelle={textes.indicateurs}>
        {INDICATEURS.map(([code, libelle]) => (
          <Link key={code} to="/statistiques-de-cotation" search={{ ...filtres, indicateur: code === 'repartition' ? undefined : code }} activeOptions={{ exact: true }} aria-current={code === indicateur ? 'page' : undefined}>
            {libelle}
          </Link>
        ))}
      </Onglets>
      <Carte titre={textes.filtres}>
        <Grille min="14rem">
          <NativeSelect
            label={textes.grille}
            value={grille.grille_id}
            onChange={(e) => changer({ grille: e.currentTarget.value })}
            data={grilles.map((g) => ({ value: g.grille_id, label: `${g.epci_nom}, version ${g.version_grille}` }))}
          />
          {indicateur !== 'delais' && indicateur !== 'classement' && (
            <TextInput type="date" label={textes.photoDu} value={filtres.photo ?? grille.prise_le} max={grille.prise_le} onChange={(e) => changer({ photo: e.currentTarget.value })} />
          )}
          <Taille />
          <Population />
          <ChoixOrganisme nom="bailleur" label={textes.bailleur} types={['BAILLEUR']} />
          <ChoixOrganisme nom="reservataire" label={textes.reservataire} types={RESERVATAIRES} />
        </Grille>
      </Carte>
      <Indicateur grille={grille} indicateur={indicateur} />
    </Pile>
  )
}

function Indicateur({ grille, indicateur }: { grille: GrilleMesuree; indicateur: Indicateur }) {
  const { filtres } = useFiltres()
  const { typologie, population, photo: le, bailleur, reservataire } = filtres
  const commun = { grille_id: grille.grille_id, typologie, population }
  const organismes = { bailleur_id: bailleur, reservataire_id: reservataire }
  if (DU_STOCK.includes(indicateur)) {
    if (bailleur && reservataire) return <Vide titre={textes.unSeulGuichet}>{textes.unSeulGuichetAide}</Vide>
    const stock = { ...commun, le, organisme_id: bailleur ?? reservataire }
    if (indicateur === 'criteres') return <Criteres stock={stock} />
    return indicateur === 'decotes' ? <Decotes stock={stock} /> : <Repartition stock={stock} />
  }
  if (indicateur === 'tension') return <Tension question={{ ...commun, ...organismes, le }} />
  const decisions = { ...commun, ...organismes, epci: grille.epci }
  return indicateur === 'classement' ? <Classement question={decisions} /> : <Attributions question={decisions} />
}
