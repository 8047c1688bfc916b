import { useFieldArray, useWatch, type Control } from 'react-hook-form'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { nomAffiche } from '@/lib/personnes.ts'
import { ChampCase, ChampDate, ChampListe, ChampNombre, ChampTexte, GroupeDeChamps } from '@/ui/champs/Champs.tsx'
import { BoutonLien } from '@/ui/BoutonLien.tsx'
import { Pile, Rang, Rangee } from '@/ui/champs/Disposition.tsx'
import { textes } from '../texts.ts'
import { codemandeurVide, occupantVide } from './conversion.ts'
import { Ajouter, Retirer } from './Lignes.tsx'
import { Coordonnees, EtatCivil } from './PersonneFields.tsx'
import type { Saisie } from './schema.ts'
import styles from './Fields.module.css'

interface Props {
  control: Control<Saisie>
}

interface CodemandeursProps extends Props {
  /** La demande qui a son numéro : qui y entre ou en sort passe par l’acte des titulaires. */
  enregistree: string | null
}

export function Codemandeurs({ control, enregistree }: CodemandeursProps) {
  const { fields, append, remove } = useFieldArray({ control, name: 'codemandeurs', keyName: 'cle' })
  const liens = useNomenclature('lien_codemandeur')
  return (
    <Pile>
      {fields.map((champ, rang) => (
        <GroupeDeChamps key={champ.cle} titre={`Codemandeur ${rang + 1}`} className={styles.groupe}>
          <Rangee colonnes={4}>
            <ChampListe control={control} name={`codemandeurs.${rang}.lien`} label="Lien avec le demandeur" options={liens} requis />
          </Rangee>
          <EtatCivil control={control} chemin={`codemandeurs.${rang}`} />
          <Coordonnees control={control} chemin={`codemandeurs.${rang}`} />
          {!enregistree && <Retirer libelle={`Retirer le codemandeur ${rang + 1}`} onClick={() => remove(rang)} />}
        </GroupeDeChamps>
      ))}
      {enregistree ? (
        <>
          <p>{textes.titulairesEnregistres}</p>
          <Rang>
            <BoutonLien variant="default" size="compact-md" to="/demandes/$demandeId/codemandeurs" params={{ demandeId: enregistree }}>
              Ajouter ou retirer un codemandeur
            </BoutonLien>
          </Rang>
        </>
      ) : (
        <Ajouter onClick={() => append(codemandeurVide())}>Ajouter un codemandeur</Ajouter>
      )}
    </Pile>
  )
}

export function Occupants({ control }: Props) {
  const { fields, append, remove } = useFieldArray({ control, name: 'occupants', keyName: 'cle' })
  const liens = useNomenclature('lien_parente')
  const gardes = useNomenclature('coparentalite')
  const sexes = useNomenclature('sexe')
  return (
    <Pile>
      {fields.map((champ, rang) => (
        <GroupeDeChamps key={champ.cle} titre={`Occupant ${rang + 1}`} className={styles.groupe}>
          <Rangee colonnes={4}>
            <ChampTexte control={control} name={`occupants.${rang}.nom`} label="Nom" majuscules maxLength={24} requis />
            <ChampTexte control={control} name={`occupants.${rang}.prenom`} label="Prénom" maxLength={24} requis />
            <ChampDate control={control} name={`occupants.${rang}.ne_le`} label="Date de naissance" requis />
            <ChampListe control={control} name={`occupants.${rang}.sexe`} label="Sexe" options={sexes} requis />
            <ChampListe control={control} name={`occupants.${rang}.lien`} label="Lien de parenté" options={liens} requis />
            <ChampListe control={control} name={`occupants.${rang}.coparentalite`} label="Garde" options={gardes} vide="Sans objet" />
          </Rangee>
          <Rangee colonnes={4}>
            <ChampCase control={control} name={`occupants.${rang}.a_charge`} label="À charge fiscalement" />
            <ChampCase control={control} name={`occupants.${rang}.handicap`} label="Handicap reconnu par la MDPH" />
          </Rangee>
          <Retirer libelle={`Retirer l’occupant ${rang + 1}`} onClick={() => remove(rang)} />
        </GroupeDeChamps>
      ))}
      <Ajouter onClick={() => append(occupantVide())}>Ajouter un occupant</Ajouter>
      <Rangee colonnes={4}>
        <ChampNombre control={control} name="a_naitre.nombre" label="Enfants à naître" />
        <ChampDate control={control} name="a_naitre.prevue_le" label="Naissance prévue le" />
      </Rangee>
    </Pile>
  )
}

export function Revenus({ control }: Props) {
  const rfr = useFieldArray({ control, name: 'revenus.rfr' })
  const ressources = useFieldArray({ control, name: 'revenus.ressources' })
  const natures = useNomenclature('ressource')
  const demandeur = useWatch({ control, name: 'demandeur' })
  const codemandeurs = useWatch({ control, name: 'codemandeurs' })
  const personnes = [demandeur, ...codemandeurs].map((p) => ({ code: p.id, libelle: nomAffiche(p) }))
  return (
    <Pile>
      <GroupeDeChamps titre="Ressources mensuelles, hors APL et AL" className={styles.groupe}>
        {ressources.fields.map((champ, rang) => (
          <div key={champ.id} className={styles.ligne}>
            <ChampListe control={control} name={`revenus.ressources.${rang}.nature`} label="Nature" options={natures} requis />
            <ChampNombre control={control} name={`revenus.ressources.${rang}.montant`} label="Montant mensuel" unite="€" requis />
            <ChampListe control={control} name={`revenus.ressources.${rang}.personne_id`} label="Perçue par" options={personnes} vide="Personne à charge" />
            <Retirer libelle={`Retirer la ressource ${rang + 1}`} onClick={() => ressources.remove(rang)} />
          </div>
        ))}
        <Ajouter onClick={() => ressources.append({ personne_id: demandeur.id, nature: '', montant: 0 })}>Ajouter une ressource</Ajouter>
        <Rangee colonnes={4}>
          <ChampNombre control={control} name="revenus.pension_versee" label="Pension alimentaire versée" unite="€" />
        </Rangee>
      </GroupeDeChamps>
      <GroupeDeChamps titre="Revenu fiscal de référence" className={styles.groupe}>
        {rfr.fields.map((champ, rang) => (
          <div key={champ.id} className={styles.ligne}>
            <ChampListe control={control} name={`revenus.rfr.${rang}.personne_id`} label="Personne" options={personnes} requis />
            <ChampNombre control={control} name={`revenus.rfr.${rang}.annee`} label="Année des revenus" requis />
            <ChampNombre control={control} name={`revenus.rfr.${rang}.montant`} label="Revenu fiscal" unite="€" requis />
            <Retirer libelle={`Retirer le revenu fiscal ${rang + 1}`} onClick={() => rfr.remove(rang)} />
          </div>
        ))}
        <Ajouter onClick={() => rfr.append({ personne_id: demandeur.id, annee: new Date().getFullYear() - 2, montant: 0 })}>Ajouter un revenu fiscal</Ajouter>
      </GroupeDeChamps>
    </Pile>
  )
}
