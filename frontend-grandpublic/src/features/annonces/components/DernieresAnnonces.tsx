import { useQuery } from '@tanstack/react-query'
import { useTerritoire } from '../../../api/territoire.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { annoncesQuery } from '../queries.ts'
import { lireRecherche } from '../search-params.ts'
import { texts } from '../texts.ts'
import { AnnonceCards } from './AnnonceCard.tsx'

const COMBIEN = 3

export function DernieresAnnonces() {
  const { code } = useTerritoire()
  const annonces = useQuery(annoncesQuery(code, lireRecherche(''), COMBIEN))
  return (
    <Etat de={annonces} attente={<Skeleton blocs={1} />}>
      {({ items }) => (items.length === 0 ? <p>{texts.liste.rien}</p> : <AnnonceCards annonces={items} />)}
    </Etat>
  )
}
