import { TextInput } from '@mantine/core'
import { useController, useFieldArray, useWatch, type Control } from 'react-hook-form'
import { useQuery } from '@tanstack/react-query'
import { useChoixCommunes } from '@/api/communes.ts'
import { useLibelle, useLimite, useNomenclature } from '@/api/nomenclatures.ts'
import { secteursAChoisirQuery } from '@/api/secteurs.ts'
import { ChampCase, ChampDate, ChampListe, ChampMultiple, ChampNombre, ChampTexte, ChampZone } from '@/ui/champs/Champs.tsx'
import { Pile, Rangee } from '@/ui/champs/Disposition.tsx'
import { ListeClassee } from '@/ui/champs/ListeClassee.tsx'
import { Marque } from '@/ui/marques.tsx'
import { Ajouter, Retirer } from './Lignes.tsx'
import type { Saisie } from './schema.ts'
import styles from './Fields.module.css'

interface Props {
  control: Control<Saisie>
}

const EXPULSION = '05'
const AUTRE_MOTIF = '23'

export function LogementActuel({ control }: Props) {
  const statut = useWatch({ control, name: 'logement_actuel.statut' })
  const proprietaire = useWatch({ control, name: 'logement_actuel.proprietaire' })
  const categories = useNomenclature('categorie_logement').filter(({ code }) => code !== 'I')
  const particularites = useNomenclature('particularite_hlm')
  const typologies = useNomenclature('typologie')
  return (
    <Pile>
      <Rangee colonnes={4}>
        <ChampListe control={control} name="logement_actuel.statut" label="Statut" options={useNomenclature('statut_logement')} />
        <ChampDate control={control} name="logement_actuel.depuis_le" label="Depuis le" />
        <ChampTexte control={control} name="logement_actuel.bailleur" label="Bailleur" maxLength={34} />
        <ChampTexte control={control} name="logement_actuel.hebergeant" label="Hébergeant ou structure" maxLength={38} />
        <ChampListe control={control} name="logement_actuel.typologie" label="Type" options={useNomenclature('typologie')} />
        <ChampNombre control={control} name="logement_actuel.surface" label="Surface" unite="m²" />
        <ChampNombre control={control} name="logement_actuel.nb_habitants" label="Nombre d’habitants" />
        <ChampNombre control={control} name="logement_actuel.loyer" label="Loyer avec charges" unite="€" />
        <ChampNombre control={control} name="logement_actuel.apl" label="APL ou AL" unite="€" />
      </Rangee>
      <Rangee colonnes={4}>
        <ChampListe control={control} name="logement_actuel.categorie" label="Catégorie du logement actuel" options={categories} />
        <ChampDate control={control} name="logement_actuel.preavis_le" label="Fin du préavis" />
        {statut === 'HLM' && <ChampListe control={control} name="logement_actuel.particularite" label="Particularité du locataire HLM" options={particularites} />}
      </Rangee>
      <ChampCase control={control} name="logement_actuel.proprietaire" label="Un membre du foyer est propriétaire d’un logement" />
      {proprietaire && (
        <Rangee colonnes={4}>
          <ChampTexte control={control} name="logement_actuel.possede.lieu" label="Où est le logement possédé" maxLength={80} />
          <ChampListe control={control} name="logement_actuel.possede.typologie" label="Type du logement possédé" options={typologies} />
        </Rangee>
      )}
    </Pile>
  )
}

export function LogementRecherche({ control }: Props) {
  return (
    <Pile>
      <Rangee colonnes={3}>
        <ChampListe control={control} name="logement_recherche.categorie" label="Catégorie" options={useNomenclature('categorie_logement')} />
        <ChampMultiple control={control} name="logement_recherche.typologies" label="Types de logement" options={useNomenclature('typologie')} />
        <ChampNombre control={control} name="logement_recherche.loyer_max" label="Loyer maximum, charges comprises" unite="€" />
      </Rangee>
      <Communes control={control} />
      <Quartiers control={control} />
      <Secteurs control={control} />
      <Programmes control={control} />
      <Rangee colonnes={3}>
        <ChampCase control={control} name="logement_recherche.demande_elargie" label="Accepte d’autres communes" />
        <ChampCase control={control} name="logement_recherche.rez_de_chaussee" label="Accepte un rez-de-chaussée" />
        <ChampCase control={control} name="logement_recherche.sans_ascenseur" label="Accepte un immeuble sans ascenseur" />
        <ChampCase control={control} name="logement_recherche.parking" label="Souhaite un stationnement" />
        <ChampCase control={control} name="logement_recherche.adapte_handicap" label="Logement adapté au handicap" />
        <ChampCase control={control} name="logement_recherche.colocation" label="Accepte une colocation" />
        <ChampCase control={control} name="logement_recherche.caution" label="Une caution est apportée" />
      </Rangee>
      <Rangee colonnes={4}>
        <ChampDate control={control} name="logement_recherche.dossier_fsl.du" label="Dossier FSL du" />
        <ChampDate control={control} name="logement_recherche.dossier_fsl.au" label="Dossier FSL au" />
      </Rangee>
      <ChampZone control={control} name="logement_recherche.precision" label="Précisions" maxLength={255} />
    </Pile>
  )
}

function Communes({ control }: Props) {
  const {
    field: { value, onChange },
    fieldState,
  } = useController({ control, name: 'logement_recherche.communes' })
  const choix = useChoixCommunes(value)
  const max = useLimite('communes')
  return (
    <Marque champ="logement_recherche.communes">
      <ListeClassee
        id="logement_recherche.communes"
        libelle="Communes souhaitées, par ordre de préférence"
        aide={`${max} communes au plus.`}
        ajouter="Ajouter une commune"
        valeurs={value}
        onChange={onChange}
        {...choix}
        max={max}
        erreur={fieldState.error?.message}
      />
    </Marque>
  )
}

function Quartiers({ control }: Props) {
  const { fields, append, remove } = useFieldArray({ control, name: 'logement_recherche.quartiers' })
  const codes = useWatch({ control, name: 'logement_recherche.communes' })
  const { libelleDe } = useChoixCommunes(codes)
  const communes = codes.map((code) => ({ code, libelle: libelleDe(code) }))
  if (codes.length === 0) return null
  return (
    <Pile espace="serre">
      {fields.map((champ, rang) => (
        <div key={champ.id} className={styles.ligne}>
          <ChampListe control={control} name={`logement_recherche.quartiers.${rang}.commune`} label="Commune du quartier" options={communes} requis />
          <ChampTexte control={control} name={`logement_recherche.quartiers.${rang}.nom`} label="Quartier" maxLength={19} requis />
          <span />
          <Retirer libelle={`Retirer le quartier ${rang + 1}`} onClick={() => remove(rang)} />
        </div>
      ))}
      <Ajouter onClick={() => append({ commune: codes[0] ?? '', nom: '' })}>Préciser un quartier</Ajouter>
    </Pile>
  )
}

/** Groups of communes that an EPCI has named; those chosen before stay, even closed since. */
function Secteurs({ control }: Props) {
  const {
    field: { value, onChange },
    fieldState,
  } = useController({ control, name: 'logement_recherche.secteurs' })
  const { data = [] } = useQuery(secteursAChoisirQuery)
  const max = useLimite('secteurs')
  const connus = [...value, ...data.map(({ secteur }) => ({ ...secteur, communes: secteur.communes ?? [], quartiers: secteur.quartiers ?? [] }))]
  const libelles = new Map(data.map(({ secteur, epci_nom, phrase }) => [secteur.id, `${secteur.nom}, ${epci_nom} : ${phrase}`]))
  if (connus.length === 0) return null
  return (
    <Marque champ="logement_recherche.secteurs.nom logement_recherche.secteurs.communes logement_recherche.secteurs.quartiers.commune logement_recherche.secteurs.quartiers.nom">
      <ListeClassee
        id="logement_recherche.secteurs"
        libelle="Secteurs souhaités, après les communes"
        aide={`${max} secteurs au plus. Un secteur vaut le choix de chacune de ses communes.`}
        ajouter="Ajouter un secteur"
        valeurs={value.map(({ id }) => id)}
        onChange={(ids) => onChange(ids.flatMap((id) => connus.find((secteur) => secteur.id === id) ?? []))}
        options={data.map(({ secteur }) => ({ code: secteur.id, libelle: libelles.get(secteur.id) ?? secteur.nom }))}
        libelleDe={(id) => libelles.get(id) ?? connus.find((secteur) => secteur.id === id)?.nom ?? id}
        max={max}
        erreur={fieldState.error?.message}
      />
    </Marque>
  )
}

/** Named residences, in order: the rank is the seeds' « N° choix ». */
function Programmes({ control }: Props) {
  const {
    field: { value, onChange },
  } = useController({ control, name: 'logement_recherche.programmes' })
  const max = useLimite('programmes')
  return (
    <Marque champ="logement_recherche.programmes">
      <Pile espace="serre">
        {value.map((programme, rang) => (
          <div key={rang} className={styles.ligne}>
            <TextInput label={`Programme, choix n° ${rang + 1}`} maxLength={60} value={programme} onChange={(event) => onChange(value.map((autre, n) => (n === rang ? event.currentTarget.value : autre)))} />
            <span />
            <span />
            <Retirer libelle={`Retirer le programme ${rang + 1}`} onClick={() => onChange(value.filter((_, n) => n !== rang))} />
          </div>
        ))}
        {value.length < max && <Ajouter onClick={() => onChange([...value, ''])}>Ajouter un programme</Ajouter>}
      </Pile>
    </Marque>
  )
}

export function Motifs({ control }: Props) {
  const {
    field: { value, onChange },
    fieldState,
  } = useController({ control, name: 'motifs.codes' })
  const libelle = useLibelle()
  const options = useNomenclature('motif')
  const max = useLimite('motifs')
  return (
    <Pile>
      <Marque champ="motifs.codes">
        <ListeClassee
          id="motifs.codes"
          libelle="Motifs, du plus important au moins important"
          aide={`${max} motifs au plus.`}
          ajouter="Ajouter un motif"
          valeurs={value}
          onChange={onChange}
          options={options}
          libelleDe={(code) => libelle('motif', code)}
          max={max}
          erreur={fieldState.error?.message}
        />
      </Marque>
      {value.includes(AUTRE_MOTIF) && <ChampTexte control={control} name="motifs.autre" label="Préciser le motif particulier" maxLength={36} />}
      {value.includes(EXPULSION) && <ChampDate control={control} name="motifs.jugement_le" label="Date du jugement d’expulsion" />}
    </Pile>
  )
}
