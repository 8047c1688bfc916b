import { useState } from 'react'
import { useLocation } from 'wouter'
import { useCommunes } from '../../../api/communes.ts'
import { SearchList } from '../../../ui/SearchList.tsx'
import { texts } from '../texts.ts'

const AU_PLUS = 6

/** From the first letters of a commune to its sheet. */
export function ChercherUneCommune() {
  const [, aller] = useLocation()
  const [saisie, saisir] = useState('')
  const communes = useCommunes(saisie)
  const cherche = saisie.trim().length >= 2
  const trouvees = cherche ? (communes.data ?? []).slice(0, AU_PLUS) : []
  const vide = cherche && communes.isSuccess && !communes.isPlaceholderData && trouvees.length === 0
  return (
    <SearchList
      label={texts.chercher}
      aide={texts.chercherAide}
      name="commune"
      value={saisie}
      onChange={saisir}
      verbe={texts.voir}
      etat={vide ? texts.aucune : undefined}
      resultats={trouvees.map(({ code, nom, codes_postaux }) => ({ cle: code, titre: nom, precision: codes_postaux[0] }))}
      onChoisir={(code) => aller(`/chiffres-cles/${code}`)}
    />
  )
}
