import { useFieldArray, useWatch, type Control } from 'react-hook-form'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { nomAffiche } from '@/lib/personnes.ts'
import { ChampCase, ChampDate, ChampListe, ChampTexte, GroupeDeChamps } from '@/ui/champs/Champs.tsx'
import { Pile, Rangee } from '@/ui/champs/Disposition.tsx'
import { ChampCommune, type CheminPersonne } from './AdresseFields.tsx'
import { Ajouter, Retirer } from './Lignes.tsx'
import type { Saisie } from './schema.ts'
import styles from './Fields.module.css'

export function Travaux({ control }: { control: Control<Saisie> }) {
  const demandeur = useWatch({ control, name: 'demandeur' })
  const codemandeurs = useWatch({ control, name: 'codemandeurs' })
  return (
    <Pile>
      <GroupeDeChamps titre={nomAffiche(demandeur)} className={styles.groupe}>
        <Travail control={control} chemin="demandeur" />
      </GroupeDeChamps>
      {codemandeurs.map((personne, rang) => (
        <GroupeDeChamps key={personne.id} titre={nomAffiche(personne)} className={styles.groupe}>
          <Travail control={control} chemin={`codemandeurs.${rang}`} />
        </GroupeDeChamps>
      ))}
    </Pile>
  )
}

function Travail({ control, chemin }: { control: Control<Saisie>; chemin: CheminPersonne }) {
  const ici = `${chemin}.situation_professionnelle` as const
  const ou = `${ici}.coordonnees_employeur` as const
  return (
    <Pile espace="serre">
      <Rangee colonnes={4}>
        <ChampListe control={control} name={`${ici}.contrat`} label="Situation" options={useNomenclature('contrat')} />
        <ChampDate control={control} name={`${ici}.depuis_le`} label="Dans cette situation depuis le" />
        <ChampTexte control={control} name={`${ici}.profession`} label="Profession" maxLength={39} />
        <ChampListe control={control} name={`${ici}.categorie`} label="Catégorie socioprofessionnelle" options={useNomenclature('categorie_socioprofessionnelle')} />
      </Rangee>
      <Rangee colonnes={4}>
        <ChampTexte control={control} name={`${ici}.employeur`} label="Employeur" maxLength={25} />
        <ChampTexte control={control} name={`${ici}.siret`} label="Numéro SIRET" inputMode="numeric" maxLength={18} />
        <ChampDate control={control} name={`${ici}.chez_l_employeur_depuis`} label="Date d’entrée chez l’employeur" />
        <ChampCommune control={control} name={`${ici}.commune_travail`} label="Commune de travail" />
      </Rangee>
      <Rangee colonnes={4}>
        <ChampTexte control={control} name={`${ou}.voie`} label="Rue de l’employeur" maxLength={38} />
        <ChampTexte control={control} name={`${ou}.complement`} label="Complément (employeur)" maxLength={38} />
        <ChampTexte control={control} name={`${ou}.code_postal`} label="Code postal (employeur)" inputMode="numeric" maxLength={5} />
        <ChampTexte control={control} name={`${ou}.ville`} label="Ville de l’employeur" maxLength={38} />
      </Rangee>
      <Rangee colonnes={4}>
        <ChampTexte control={control} name={`${ou}.correspondant`} label="Correspondant chez l’employeur" maxLength={38} />
        <ChampTexte control={control} name={`${ou}.telephone`} label="Téléphone de l’employeur" type="tel" />
        <ChampTexte control={control} name={`${ou}.fax`} label="Télécopie" type="tel" />
        <ChampTexte control={control} name={`${ou}.email`} label="Courriel de l’employeur" type="email" />
      </Rangee>
      <Rangee colonnes={2}>
        <ChampCase control={control} name={`${ici}.plusieurs_employeurs`} label="Plusieurs employeurs" />
        <ChampCase control={control} name={`${ici}.cotise_action_logement`} label="L’employeur cotise à Action Logement (1 % logement)" />
      </Rangee>
      <Collecteurs control={control} chemin={chemin} />
    </Pile>
  )
}

function Collecteurs({ control, chemin }: { control: Control<Saisie>; chemin: CheminPersonne }) {
  const name = `${chemin}.situation_professionnelle.collecteurs` as const
  const { fields, append, remove } = useFieldArray({ control, name })
  const connus = useNomenclature('collecteur')
  const valeurs = useWatch({ control, name })
  const anciens = (valeurs ?? []).filter(({ organisme }) => organisme && !connus.some(({ code }) => code === organisme)).map(({ organisme }) => ({ code: organisme, libelle: organisme }))
  return (
    <Pile espace="serre">
      {fields.map((champ, rang) => (
        <div key={champ.id} className={styles.ligne}>
          <ChampListe control={control} name={`${name}.${rang}.organisme`} label="Organisme collecteur" options={[...connus, ...anciens]} requis />
          <ChampTexte control={control} name={`${name}.${rang}.numero`} label="Numéro de dossier" maxLength={20} />
          <span />
          <Retirer libelle={`Retirer le collecteur ${rang + 1}`} onClick={() => remove(rang)} />
        </div>
      ))}
      <Ajouter onClick={() => append({ organisme: '', numero: null })}>Ajouter un collecteur</Ajouter>
    </Pile>
  )
}
