import { useState } from 'react'
import { Button } from '@mantine/core'
import { useWatch, type Control } from 'react-hook-form'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { ChampCase, ChampDate, ChampListe, ChampTexte, GroupeDeChamps } from '@/ui/champs/Champs.tsx'
import { Pile, Rang, Rangee } from '@/ui/champs/Disposition.tsx'
import { Adresse, type CheminPersonne } from './AdresseFields.tsx'
import { ChampNir } from './NirField.tsx'
import type { Saisie } from './schema.ts'
import styles from './Fields.module.css'

interface Props {
  control: Control<Saisie>
  chemin: CheminPersonne
}

/** It changes what the file must hold: an ANRU demande does not need the social security number. */
export function Nature({ control }: { control: Control<Saisie> }) {
  return (
    <Rangee colonnes={4}>
      <ChampListe control={control} name="nature" label="Nature de la demande" options={useNomenclature('nature_dossier')} requis />
    </Rangee>
  )
}

export function EtatCivil({ control, chemin }: Props) {
  return (
    <Pile>
      <Rangee colonnes={4}>
        <ChampListe control={control} name={`${chemin}.civilite`} label="Civilité" options={useNomenclature('civilite')} />
        <ChampTexte control={control} name={`${chemin}.nom_naissance`} label="Nom de naissance" majuscules maxLength={36} requis />
        <ChampTexte control={control} name={`${chemin}.nom_usage`} label="Nom d’usage (si différent)" majuscules maxLength={36} />
        <ChampTexte control={control} name={`${chemin}.prenoms`} label="Prénoms" maxLength={36} />
      </Rangee>
      <Rangee colonnes={4}>
        <ChampDate control={control} name={`${chemin}.ne_le`} label="Date de naissance" />
        <ChampListe control={control} name={`${chemin}.nationalite`} label="Nationalité" options={useNomenclature('nationalite')} />
        <ChampListe control={control} name={`${chemin}.situation_familiale`} label="Situation familiale" options={useNomenclature('situation_familiale')} />
        <ChampDate control={control} name={`${chemin}.situation_familiale_depuis`} label="Dans cette situation depuis le" />
      </Rangee>
      <ChampNir control={control} chemin={chemin} />
      <ChampCase control={control} name={`${chemin}.handicap`} label="Handicap reconnu" />
    </Pile>
  )
}

export function Coordonnees({ control, chemin }: Props) {
  return (
    <Pile>
      <Rangee colonnes={4}>
        <ChampTexte control={control} name={`${chemin}.telephone`} label="Portable" type="tel" />
        <ChampTexte control={control} name={`${chemin}.telephone_domicile`} label="Téléphone du domicile" type="tel" />
        <ChampTexte control={control} name={`${chemin}.telephone_travail`} label="Téléphone du travail" type="tel" />
        <ChampTexte control={control} name={`${chemin}.email`} label="Adresse électronique" type="email" />
      </Rangee>
      <ChampCase control={control} name={`${chemin}.sms_refuses`} label="Ne veut pas recevoir de SMS" />
      <ChampCase control={control} name={`${chemin}.nouvelles_refusees`} label="Ne veut que les avis obligatoires, pas les nouvelles (points recalculés)" />
      <GroupeDeChamps titre="Adresse du courrier" className={styles.groupe}>
        <Adresse control={control} chemin={`${chemin}.adresse`} />
      </GroupeDeChamps>
      <AdresseDuLogement control={control} chemin={chemin} />
    </Pile>
  )
}

/** Most people receive their mail where they live: the second address is asked only of the others. */
function AdresseDuLogement({ control, chemin }: Props) {
  const connue = Boolean(useWatch({ control, name: `${chemin}.adresse_logement.voie` }))
  const [demandee, demander] = useState(false)
  if (!connue && !demandee) {
    return (
      <Rang>
        <Button variant="default" size="compact-md" onClick={() => demander(true)}>
          Habite à une autre adresse
        </Button>
      </Rang>
    )
  }
  return (
    <GroupeDeChamps titre="Adresse du logement" className={styles.groupe}>
      <Adresse control={control} chemin={`${chemin}.adresse_logement`} />
    </GroupeDeChamps>
  )
}
