import { useState } from 'react'
import { useController, useFormContext } from 'react-hook-form'
import { useCommunes } from '../../../api/communes.ts'
import { Button } from '../../../ui/Button.tsx'
import { idDuChamp } from '../../../ui/champ.ts'
import { Rangee } from '../../../ui/Layout.tsx'
import { SearchList } from '../../../ui/SearchList.tsx'
import { texts } from '../texts.ts'

const t = texts.situation
const COMBIEN = 8

export interface CommuneChoisie {
  code: string
  nom: string
}

export function resultatsDe(communes: readonly { code: string; nom: string; codes_postaux: string[] }[]) {
  return communes.slice(0, COMBIEN).map(({ code, nom, codes_postaux }) => ({ cle: code, titre: nom, precision: codes_postaux[0] }))
}

/** Une commune, cherchée par son nom dans toute la France. */
export function ChoixCommune({ name, label, aide }: { name: string; label: string; aide?: string }) {
  const { control } = useFormContext()
  const { field } = useController({ name, control })
  const [saisie, saisir] = useState('')
  const communes = useCommunes(saisie, { partout: true })
  const choisie = field.value as CommuneChoisie | null
  if (choisie) {
    return (
      <Rangee>
        <span>
          {label} : <strong>{choisie.nom}</strong>
        </span>
        <Button allure="discret" petit onPress={() => field.onChange(null)}>
          {t.changer}
        </Button>
      </Rangee>
    )
  }
  const trouvees = saisie.trim().length < 2 ? [] : (communes.data ?? [])
  const vide = saisie.trim().length >= 2 && communes.isSuccess && !communes.isPlaceholderData && trouvees.length === 0
  return (
    <SearchList
      id={idDuChamp(name)}
      name={name}
      label={label}
      aide={aide}
      facultatif
      value={saisie}
      onChange={saisir}
      verbe={t.choisir}
      etat={vide ? t.aucune : undefined}
      resultats={resultatsDe(trouvees)}
      onChoisir={(code) => {
        const trouvee = trouvees.find((commune) => commune.code === code)
        if (trouvee) field.onChange({ code, nom: trouvee.nom })
        saisir('')
      }}
    />
  )
}
