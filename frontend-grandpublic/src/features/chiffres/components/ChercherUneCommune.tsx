import { useLocation } from 'wouter'
import { useChercherUneCommune } from '../../../api/communes.ts'
import { SearchList } from '../../../ui/SearchList.tsx'
import { texts } from '../texts.ts'

/** From the first letters of a commune to its sheet. */
export function ChercherUneCommune() {
  const [, aller] = useLocation()
  const { liste } = useChercherUneCommune(texts.aucune)
  return <SearchList label={texts.chercher} aide={texts.chercherAide} verbe={texts.voir} {...liste} onChoisir={(code) => aller(`/chiffres-cles/${code}`)} />
}
