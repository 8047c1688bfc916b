import { useWatch, type Control } from 'react-hook-form'
import { useChoixCommunes } from '@/api/communes.ts'
import { ChampCase, ChampTexte } from '@/ui/champs/Champs.tsx'
import { ChampRecherche } from '@/ui/champs/ChampRecherche.tsx'
import { Pile, Rangee } from '@/ui/champs/Disposition.tsx'
import type { Saisie } from './schema.ts'

export type CheminPersonne = 'demandeur' | `codemandeurs.${number}`
type CheminAdresse = `${CheminPersonne}.adresse` | `${CheminPersonne}.adresse_logement`

export function Adresse({ control, chemin }: { control: Control<Saisie>; chemin: CheminAdresse }) {
  const etranger = useWatch({ control, name: `${chemin}.etranger` })
  return (
    <Pile espace="serre">
      <Rangee colonnes={4}>
        <ChampTexte control={control} name={`${chemin}.numero`} label="Numéro" maxLength={5} />
        <ChampTexte control={control} name={`${chemin}.voie`} label="Voie" maxLength={32} />
        <ChampTexte control={control} name={`${chemin}.complement`} label="Complément" maxLength={33} />
        <ChampTexte control={control} name={`${chemin}.lieu_dit`} label="Lieu-dit" maxLength={38} />
      </Rangee>
      <Rangee colonnes={4}>
        <ChampTexte control={control} name={`${chemin}.batiment`} label="Bâtiment" maxLength={4} />
        <ChampTexte control={control} name={`${chemin}.escalier`} label="Escalier" maxLength={4} />
        <ChampTexte control={control} name={`${chemin}.etage`} label="Étage" maxLength={2} />
        <ChampTexte control={control} name={`${chemin}.appartement`} label="Appartement" maxLength={4} />
      </Rangee>
      <Rangee colonnes={4}>
        <ChampTexte control={control} name={`${chemin}.code_postal`} label="Code postal" inputMode={etranger ? 'text' : 'numeric'} maxLength={etranger ? 10 : 5} />
        {etranger ? (
          <>
            <ChampTexte control={control} name={`${chemin}.ville_etrangere`} label="Ville" maxLength={38} />
            <ChampTexte control={control} name={`${chemin}.pays`} label="Pays" maxLength={38} />
          </>
        ) : (
          <ChampCommune control={control} name={`${chemin}.commune`} label="Commune" />
        )}
        <ChampTexte control={control} name={`${chemin}.hebergeant`} label="Hébergé(e) par" maxLength={38} />
      </Rangee>
      <ChampCase control={control} name={`${chemin}.etranger`} label="Adresse à l’étranger" />
    </Pile>
  )
}

type CheminCommune = `${CheminAdresse}.commune` | `${CheminPersonne}.situation_professionnelle.commune_travail`

export function ChampCommune({ control, name, label }: { control: Control<Saisie>; name: CheminCommune; label: string }) {
  const valeur = useWatch({ control, name })
  // one may live and work in another département
  const choix = useChoixCommunes([valeur], true)
  return <ChampRecherche control={control} name={name} label={label} rien="Aucune commune à ce nom" {...choix} />
}
