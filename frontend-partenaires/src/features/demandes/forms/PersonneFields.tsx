import { useWatch, type Control } from 'react-hook-form'
import { useChoixCommunes } from '@/api/communes.ts'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { ChampCase, ChampDate, ChampListe, ChampTexte } from '@/ui/champs/Champs.tsx'
import { ChampRecherche } from '@/ui/champs/ChampRecherche.tsx'
import { Pile, Rangee } from '@/ui/champs/Disposition.tsx'
import type { Saisie } from './schema.ts'

export type CheminPersonne = 'demandeur' | `codemandeurs.${number}`

interface Props {
  control: Control<Saisie>
  chemin: CheminPersonne
}

export function EtatCivil({ control, chemin }: Props) {
  return (
    <Pile>
      <Rangee colonnes={4}>
        <ChampListe control={control} name={`${chemin}.civilite`} label="Civilité" options={useNomenclature('civilite')} />
        <ChampTexte control={control} name={`${chemin}.nom_naissance`} label="Nom de naissance" majuscules maxLength={36} />
        <ChampTexte control={control} name={`${chemin}.nom_usage`} label="Nom d’usage" majuscules maxLength={36} />
        <ChampTexte control={control} name={`${chemin}.prenoms`} label="Prénoms" maxLength={36} />
      </Rangee>
      <Rangee colonnes={4}>
        <ChampDate control={control} name={`${chemin}.ne_le`} label="Date de naissance" />
        <ChampListe control={control} name={`${chemin}.nationalite`} label="Nationalité" options={useNomenclature('nationalite')} />
        <ChampListe control={control} name={`${chemin}.situation_familiale`} label="Situation familiale" options={useNomenclature('situation_familiale')} />
      </Rangee>
      <ChampCase control={control} name={`${chemin}.handicap`} label="Handicap reconnu" />
    </Pile>
  )
}

export function Coordonnees({ control, chemin }: Props) {
  return (
    <Pile>
      <Rangee colonnes={4}>
        <ChampTexte control={control} name={`${chemin}.telephone`} label="Téléphone" type="tel" />
        <ChampTexte control={control} name={`${chemin}.email`} label="Adresse électronique" type="email" />
      </Rangee>
      <Rangee colonnes={4}>
        <ChampTexte control={control} name={`${chemin}.adresse.numero`} label="Numéro" maxLength={5} />
        <ChampTexte control={control} name={`${chemin}.adresse.voie`} label="Voie" maxLength={32} />
        <ChampTexte control={control} name={`${chemin}.adresse.complement`} label="Complément" maxLength={33} />
        <ChampTexte control={control} name={`${chemin}.adresse.hebergeant`} label="Hébergé(e) par" maxLength={38} />
      </Rangee>
      <Rangee colonnes={4}>
        <ChampTexte control={control} name={`${chemin}.adresse.code_postal`} label="Code postal" inputMode="numeric" maxLength={5} />
        <ChampCommune control={control} name={`${chemin}.adresse.commune`} label="Commune" />
      </Rangee>
    </Pile>
  )
}

export function Travail({ control, chemin }: Props) {
  return (
    <Rangee colonnes={4}>
      <ChampListe control={control} name={`${chemin}.situation_professionnelle.contrat`} label="Situation" options={useNomenclature('contrat')} />
      <ChampTexte control={control} name={`${chemin}.situation_professionnelle.profession`} label="Profession" maxLength={39} />
      <ChampTexte control={control} name={`${chemin}.situation_professionnelle.employeur`} label="Employeur" maxLength={25} />
      <ChampCommune control={control} name={`${chemin}.situation_professionnelle.commune_travail`} label="Commune de travail" />
    </Rangee>
  )
}

type CheminCommune = `${CheminPersonne}.adresse.commune` | `${CheminPersonne}.situation_professionnelle.commune_travail`

function ChampCommune({ control, name, label }: { control: Control<Saisie>; name: CheminCommune; label: string }) {
  const valeur = useWatch({ control, name })
  // one may live and work in another département
  const choix = useChoixCommunes([valeur], true)
  return <ChampRecherche control={control} name={name} label={label} rien="Aucune commune à ce nom" {...choix} />
}
