import { useState } from 'react'
import { useController, useFormContext } from 'react-hook-form'
import { useCommunes } from '../../../api/communes.ts'
import { useListe, useTerritoire } from '../../../api/territoire.tsx'
import type { Formulaire } from '../../../api/types.ts'
import { idDuChamp } from '../../../ui/champ.ts'
import { FormCheckbox, FormCheckboxes, FormOuiNon, FormRadio, FormText } from '../../../ui/form/fields.tsx'
import { Groupe } from '../../../ui/form/Groupe.tsx'
import { montant, z } from '../../../ui/form/schema.ts'
import { Pile } from '../../../ui/Layout.tsx'
import { RankedList } from '../../../ui/RankedList.tsx'
import { SearchList } from '../../../ui/SearchList.tsx'
import { resultatsDe, type CommuneChoisie } from '../components/ChoixCommune.tsx'
import { EtapeFormulaire } from '../components/EtapeFormulaire.tsx'
import { enTexte, nombreOuNul, useDemande } from '../contexte.tsx'
import { texts } from '../texts.ts'

const t = texts.recherche

const schema = z.object({
  logement_recherche: z.object({
    communes: z.array(z.object({ code: z.string(), nom: z.string() })),
    demande_elargie: z.string(),
    typologies: z.array(z.string()),
    categorie: z.string(),
    rez_de_chaussee: z.boolean(),
    sans_ascenseur: z.boolean(),
    parking: z.boolean(),
    adapte_handicap: z.boolean(),
    loyer_max: montant,
    precision: z.string(),
  }),
})

type Recherche = NonNullable<Formulaire['logement_recherche']>

interface Valeurs {
  logement_recherche: Omit<Recherche, 'communes' | 'demande_elargie' | 'loyer_max'> & {
    communes: CommuneChoisie[]
    demande_elargie: string
    loyer_max: string
  }
}

function ecrire({ logement_recherche: saisi }: Valeurs) {
  return {
    logement_recherche: {
      ...saisi,
      communes: saisi.communes.map(({ code }) => code),
      demande_elargie: saisi.demande_elargie === 'oui',
      loyer_max: nombreOuNul(saisi.loyer_max),
    },
  }
}

function Communes({ max }: { max: number }) {
  const { control } = useFormContext<Valeurs>()
  const { field, fieldState } = useController({ control, name: 'logement_recherche.communes' })
  const [saisie, saisir] = useState('')
  const communes = useCommunes(saisie)
  const choisies = field.value
  const cherche = saisie.trim().length >= 2
  const trouvees = cherche ? (communes.data ?? []).filter(({ code }) => !choisies.some((choisie) => choisie.code === code)) : []
  const vide = cherche && communes.isSuccess && !communes.isPlaceholderData && trouvees.length === 0
  const complet = choisies.length >= max
  return (
    <Groupe titre={t.communes} aide={t.communesAide(max)}>
      <Pile>
        {choisies.length > 0 && (
          <RankedList
            label={t.communes}
            rangs={choisies.map(({ code, nom }) => ({ cle: code, nom }))}
            textes={texts.classement}
            onChange={(codes) => field.onChange(codes.flatMap((code) => choisies.filter((choisie) => choisie.code === code)))}
          />
        )}
        {complet ? (
          <p role="status">{t.complet}</p>
        ) : (
          <SearchList
            id={idDuChamp('logement_recherche.communes')}
            name="commune"
            label={t.chercher}
            aide={t.chercherAide}
            erreur={fieldState.error?.message}
            value={saisie}
            onChange={saisir}
            verbe={t.ajouter}
            etat={vide ? t.aucune : undefined}
            resultats={resultatsDe(trouvees)}
            onChoisir={(code) => {
              const trouvee = trouvees.find((commune) => commune.code === code)
              if (trouvee) field.onChange([...choisies, { code, nom: trouvee.nom }])
              saisir('')
            }}
          />
        )}
        <FormOuiNon name="logement_recherche.demande_elargie" label={t.elargie} aide={t.elargieAide} />
      </Pile>
    </Groupe>
  )
}

export function LogementRechercheEtape() {
  const { demande } = useDemande()
  const { nb_communes_max: max } = useTerritoire()
  const typologies = useListe('typologie')
  const categories = useListe('categorie_logement')
  const nomDe = (code: string) => demande.communes.find((commune) => commune.code === code)?.nom ?? code

  const lire = ({ logement_recherche: recherche }: Formulaire): Valeurs => ({
    logement_recherche: {
      communes: (recherche?.communes ?? []).map((code) => ({ code, nom: nomDe(code) })),
      demande_elargie: recherche ? (recherche.demande_elargie ? 'oui' : 'non') : '',
      typologies: recherche?.typologies ?? [],
      categorie: recherche?.categorie ?? 'I',
      rez_de_chaussee: recherche?.rez_de_chaussee ?? true,
      sans_ascenseur: recherche?.sans_ascenseur ?? true,
      parking: recherche?.parking ?? false,
      adapte_handicap: recherche?.adapte_handicap ?? false,
      loyer_max: enTexte(recherche?.loyer_max),
      precision: recherche?.precision ?? '',
    },
  })

  return (
    <EtapeFormulaire etape="logement-recherche" schema={schema} lire={lire} ecrire={ecrire}>
      {() => (
        <>
          <Communes max={max} />
          <FormCheckboxes name="logement_recherche.typologies" label={t.typologies} aide={t.typologiesAide} options={typologies.options} cote />
          <FormRadio name="logement_recherche.categorie" label={t.categorie} options={categories.options} cote />
          <Groupe titre={t.conditions}>
            <FormCheckbox name="logement_recherche.rez_de_chaussee">{t.rez}</FormCheckbox>
            <FormCheckbox name="logement_recherche.sans_ascenseur">{t.ascenseur}</FormCheckbox>
          </Groupe>
          <Groupe titre={t.besoins}>
            <FormCheckbox name="logement_recherche.parking">{t.parking}</FormCheckbox>
            <FormCheckbox name="logement_recherche.adapte_handicap">{t.adapte}</FormCheckbox>
          </Groupe>
          <FormText
            name="logement_recherche.loyer_max"
            label={t.loyer}
            aide={t.loyerAide}
            facultatif
            inputMode="numeric"
            largeur="court"
            suffixe={texts.revenus.parMois}
            autoComplete="off"
          />
          <FormText name="logement_recherche.precision" label={t.precision} aide={t.precisionAide} facultatif lignes />
        </>
      )}
    </EtapeFormulaire>
  )
}
