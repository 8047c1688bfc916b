import { useController, type Control } from 'react-hook-form'
import { useChoixCommunes } from '@/api/communes.ts'
import { useLibelle, useNomenclature } from '@/api/nomenclatures.ts'
import { ChampCase, ChampDate, ChampListe, ChampMultiple, ChampNombre, ChampTexte, ChampZone } from '@/ui/champs/Champs.tsx'
import { Pile, Rangee } from '@/ui/champs/Disposition.tsx'
import { ListeClassee } from '@/ui/champs/ListeClassee.tsx'
import type { Saisie } from './schema.ts'

interface Props {
  control: Control<Saisie>
}

const MAX_COMMUNES = 8
const MAX_MOTIFS = 3
const AUTRE_MOTIF = '23'

export function LogementActuel({ control }: Props) {
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
      <ChampCase control={control} name="logement_actuel.proprietaire" label="Un membre du foyer est propriétaire d’un logement" />
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
      <Rangee colonnes={3}>
        <ChampCase control={control} name="logement_recherche.demande_elargie" label="Accepte d’autres communes" />
        <ChampCase control={control} name="logement_recherche.rez_de_chaussee" label="Accepte un rez-de-chaussée" />
        <ChampCase control={control} name="logement_recherche.sans_ascenseur" label="Accepte un immeuble sans ascenseur" />
        <ChampCase control={control} name="logement_recherche.parking" label="Souhaite un stationnement" />
        <ChampCase control={control} name="logement_recherche.adapte_handicap" label="Logement adapté au handicap" />
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
  return (
    <ListeClassee
      id="logement_recherche.communes"
      libelle="Communes souhaitées, par ordre de préférence"
      aide={`${MAX_COMMUNES} communes au plus.`}
      ajouter="Ajouter une commune"
      valeurs={value}
      onChange={onChange}
      {...choix}
      max={MAX_COMMUNES}
      erreur={fieldState.error?.message}
    />
  )
}

export function Motifs({ control }: Props) {
  const {
    field: { value, onChange },
    fieldState,
  } = useController({ control, name: 'motifs.codes' })
  const libelle = useLibelle()
  const options = useNomenclature('motif')
  return (
    <Pile>
      <ListeClassee
        id="motifs.codes"
        libelle="Motifs, du plus important au moins important"
        aide={`${MAX_MOTIFS} motifs au plus.`}
        ajouter="Ajouter un motif"
        valeurs={value}
        onChange={onChange}
        options={options}
        libelleDe={(code) => libelle('motif', code)}
        max={MAX_MOTIFS}
        erreur={fieldState.error?.message}
      />
      {value.includes(AUTRE_MOTIF) && <ChampTexte control={control} name="motifs.autre" label="Préciser le motif particulier" maxLength={36} />}
    </Pile>
  )
}
