import { useFieldArray, useWatch, type Control } from 'react-hook-form'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { nomAffiche } from '@/lib/personnes.ts'
import { ChampCase, ChampDate, ChampListe, ChampMultiple, ChampTexte, GroupeDeChamps } from '@/ui/champs/Champs.tsx'
import { Pile, Rangee } from '@/ui/champs/Disposition.tsx'
import { colocataireVide, ficheEnSaisie } from './conversion.ts'
import { Ajouter, Retirer } from './Lignes.tsx'
import type { Saisie } from './schema.ts'
import styles from './Fields.module.css'

interface Props {
  control: Control<Saisie>
}

export function Colocataires({ control }: Props) {
  const { fields, append, remove } = useFieldArray({ control, name: 'colocataires', keyName: 'cle' })
  const civilites = useNomenclature('civilite')
  const liens = useNomenclature('lien_colocataire')
  return (
    <Pile>
      {fields.map((champ, rang) => (
        <GroupeDeChamps key={champ.cle} titre={`Colocataire ${rang + 1}`} className={styles.groupe}>
          <Rangee colonnes={4}>
            <ChampListe control={control} name={`colocataires.${rang}.civilite`} label="Civilité" options={civilites} />
            <ChampTexte control={control} name={`colocataires.${rang}.nom_naissance`} label="Nom de naissance" majuscules maxLength={36} requis />
            <ChampTexte control={control} name={`colocataires.${rang}.nom_usage`} label="Nom d’usage" majuscules maxLength={36} />
            <ChampTexte control={control} name={`colocataires.${rang}.prenoms`} label="Prénoms" maxLength={36} requis />
            <ChampDate control={control} name={`colocataires.${rang}.ne_le`} label="Date de naissance" />
            <ChampListe control={control} name={`colocataires.${rang}.lien`} label="Lien avec le demandeur" options={liens} requis />
            <ChampTexte control={control} name={`colocataires.${rang}.numero_unique`} label="Numéro unique de sa demande" maxLength={24} />
          </Rangee>
          <Retirer libelle={`Retirer le colocataire ${rang + 1}`} onClick={() => remove(rang)} />
        </GroupeDeChamps>
      ))}
      <Ajouter onClick={() => append(colocataireVide())}>Ajouter un colocataire</Ajouter>
    </Pile>
  )
}

export function Complements({ control }: Props) {
  return (
    <Pile>
      <GroupeDeChamps titre="Association ou travailleur social qui suit le foyer" className={styles.groupe}>
        <Rangee colonnes={4}>
          <ChampTexte control={control} name="accompagnement.nom" label="Nom" maxLength={40} />
          <ChampTexte control={control} name="accompagnement.adresse" label="Adresse" maxLength={80} />
          <ChampTexte control={control} name="accompagnement.telephone" label="Téléphone" type="tel" />
          <ChampTexte control={control} name="accompagnement.email" label="Courriel" type="email" />
        </Rangee>
      </GroupeDeChamps>
      <Fiches control={control} />
    </Pile>
  )
}

function Fiches({ control }: Props) {
  const { fields, append, remove } = useFieldArray({ control, name: 'handicaps', keyName: 'cle' })
  return (
    <Pile>
      {fields.map((champ, rang) => (
        <GroupeDeChamps key={champ.cle} titre={`Fiche handicap ${rang + 1}`} className={styles.groupe}>
          <Fiche control={control} rang={rang} />
          <Retirer libelle={`Retirer la fiche ${rang + 1}`} onClick={() => remove(rang)} />
        </GroupeDeChamps>
      ))}
      <Ajouter onClick={() => append(ficheEnSaisie({}))}>Ajouter une fiche handicap</Ajouter>
    </Pile>
  )
}

function Fiche({ control, rang }: Props & { rang: number }) {
  const demandeur = useWatch({ control, name: 'demandeur' })
  const codemandeurs = useWatch({ control, name: 'codemandeurs' })
  const occupants = useWatch({ control, name: 'occupants' })
  const personnes = [
    ...[demandeur, ...codemandeurs].map((personne) => ({ code: personne.id, libelle: nomAffiche(personne) })),
    ...occupants.map(({ id, nom, prenom }) => ({ code: id, libelle: `${nom} ${prenom}`.trim() || 'Occupant sans nom' })),
  ]
  const fiche = `handicaps.${rang}` as const
  return (
    <>
      <Rangee colonnes={4}>
        <ChampListe control={control} name={`${fiche}.personne_id`} label="Personne concernée" options={personnes} requis />
        <ChampListe control={control} name={`${fiche}.etat`} label="Évolution du handicap" options={useNomenclature('etat_handicap')} />
        <ChampListe control={control} name={`${fiche}.marche`} label="Peut monter" options={useNomenclature('capacite_marche')} />
        <ChampTexte control={control} name={`${fiche}.autre_nature`} label="Autre nature de handicap" maxLength={21} />
      </Rangee>
      <Rangee colonnes={2}>
        <ChampMultiple control={control} name={`${fiche}.moteur`} label="Handicap moteur" options={useNomenclature('nature_moteur')} />
        <ChampMultiple control={control} name={`${fiche}.sensoriel`} label="Handicap sensoriel" options={useNomenclature('nature_sensoriel')} />
        <ChampMultiple control={control} name={`${fiche}.aides`} label="Aides techniques" options={useNomenclature('aide_technique')} />
        <ChampMultiple control={control} name={`${fiche}.equipements`} label="Équipements nécessaires" options={useNomenclature('equipement_adapte')} />
        <ChampTexte control={control} name={`${fiche}.besoin`} label="Besoin particulier" maxLength={132} />
        <ChampTexte control={control} name={`${fiche}.autre_besoin`} label="Autre besoin" maxLength={36} />
      </Rangee>
      <Rangee colonnes={4}>
        <ChampTexte control={control} name={`${fiche}.referent.nom`} label="Référent" maxLength={40} />
        <ChampTexte control={control} name={`${fiche}.referent.adresse`} label="Adresse du référent" maxLength={40} />
        <ChampTexte control={control} name={`${fiche}.referent.telephone`} label="Téléphone du référent" type="tel" />
        <ChampTexte control={control} name={`${fiche}.referent.email`} label="Courriel du référent" type="email" />
      </Rangee>
      <Rangee colonnes={3}>
        <ChampCase control={control} name={`${fiche}.reconnu`} label="Reconnu par la MDPH" />
        <ChampCase control={control} name={`${fiche}.tierce_personne`} label="Accompagné(e) d’une tierce personne" />
        <ChampCase control={control} name={`${fiche}.referent.proche_du_domicile`} label="Le référent est proche du domicile" />
      </Rangee>
    </>
  )
}
