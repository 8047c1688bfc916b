import { useQuery } from '@tanstack/react-query'
import { useTerritoire } from '../../../api/territoire.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { chiffresQuery } from '../queries.ts'
import { texts } from '../texts.ts'
import { Chiffres } from './Chiffres.tsx'

const COMBIEN = 3

export function ChiffresEnBref() {
  const { code } = useTerritoire()
  const photo = useQuery(chiffresQuery(code))
  return (
    <Etat de={photo} attente={<Skeleton blocs={1} />}>
      {(cles) => (cles && cles.chiffres.length > 0 ? <Chiffres chiffres={cles.chiffres.slice(0, COMBIEN)} /> : <p>{texts.vide}</p>)}
    </Etat>
  )
}
