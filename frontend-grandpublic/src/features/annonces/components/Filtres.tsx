import { useState } from 'react'
import { Label } from 'react-aria-components/Label'
import { Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components/Slider'
import { useChercherUneCommune } from '../../../api/communes.ts'
import { useListe } from '../../../api/territoire.tsx'
import { Button } from '../../../ui/Button.tsx'
import { SearchList } from '../../../ui/SearchList.tsx'
import { Select } from '../../../ui/Select.tsx'
import { LOYER_MAX, LOYER_MIN, LOYER_PAS, type Recherche } from '../search-params.ts'
import { texts } from '../texts.ts'
import style from './Filtres.module.css'

const t = texts.liste

interface FiltresProps {
  recherche: Recherche
  onChange: (suite: Partial<Recherche>, replace?: boolean) => void
}

function FiltreCommune({ recherche, onChange }: FiltresProps) {
  const { liste, nomDe, saisir } = useChercherUneCommune(t.aucuneCommune)
  if (recherche.commune) {
    return (
      <div className={style.choisie}>
        <span className={style.etiquette}>{t.commune}</span>
        <Button allure="secondaire" onPress={() => onChange({ commune: '', nom: '' })} aria-label={t.retirer(recherche.nom || recherche.commune)}>
          {recherche.nom || recherche.commune} <span aria-hidden="true">✕</span>
        </Button>
      </div>
    )
  }
  return (
    <SearchList
      label={t.commune}
      aide={t.communeAide}
      verbe={t.choisir}
      {...liste}
      onChoisir={(code) => {
        saisir('')
        onChange({ commune: code, nom: nomDe(code) })
      }}
    />
  )
}

function FiltreLoyer({ recherche, onChange }: FiltresProps) {
  const choisi = recherche.loyer ?? LOYER_MAX
  const [glisse, glisser] = useState<number | null>(null)
  const montre = glisse ?? choisi
  return (
    <Slider
      className={style.loyer}
      minValue={LOYER_MIN}
      maxValue={LOYER_MAX}
      step={LOYER_PAS}
      value={montre}
      onChange={glisser}
      onChangeEnd={(loyer) => {
        glisser(null)
        onChange({ loyer: loyer < LOYER_MAX ? loyer : null }, true)
      }}
    >
      <div className={style.legende}>
        <Label className={style.etiquette}>{t.loyer}</Label>
        <SliderOutput className={style.montant}>{montre < LOYER_MAX ? t.auPlus(montre) : t.sansLimite}</SliderOutput>
      </div>
      <SliderTrack className={style.rail}>
        <SliderThumb className={style.curseur} />
      </SliderTrack>
    </Slider>
  )
}

export function Filtres({ recherche, onChange }: FiltresProps) {
  const typologies = useListe('typologie')
  return (
    <section className={style.filtres} aria-label={t.filtres}>
      <FiltreCommune recherche={recherche} onChange={onChange} />
      <Select
        label={t.typologie}
        invite={t.tousTypes}
        value={recherche.typologie}
        onChange={(typologie) => onChange({ typologie })}
        options={typologies.options}
      />
      <FiltreLoyer recherche={recherche} onChange={onChange} />
    </section>
  )
}
