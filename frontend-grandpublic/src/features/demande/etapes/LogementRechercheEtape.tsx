import { useState } from 'react'
import { useController, useFormContext, useWatch } from 'react-hook-form'
import { useCommunes } from '../../../api/communes.ts'
import { useListe, useTerritoire } from '../../../api/territoire.tsx'
import type { Formulaire } from '../../../api/types.ts'
import { idDuChamp } from '../../../ui/champ.ts'
import { Depliable } from '../../../ui/Depliable.tsx'
import { FormCheckbox, FormCheckboxes, FormDate, FormOuiNon, FormRadio, FormText } from '../../../ui/form/fields.tsx'
import { Groupe } from '../../../ui/form/Groupe.tsx'
import { jourFacultatif, montant, z } from '../../../ui/form/schema.ts'
import { Pile } from '../../../ui/Layout.tsx'
import { RankedList } from '../../../ui/RankedList.tsx'
import { SearchList } from '../../../ui/SearchList.tsx'
import { resultatsDe, type CommuneChoisie } from '../components/ChoixCommune.tsx'
import { EtapeFormulaire } from '../components/EtapeFormulaire.tsx'
import { enTexte, nombreOuNul, useDemande } from '../contexte.tsx'
import { texts } from '../texts.ts'
import { ecrireFiches, FichesHandicap, fichesSchema, lireFiches, type FicheValeurs } from './FichesHandicap.tsx'
import { Secteurs } from './Secteurs.tsx'

const t = texts.recherche
/** Ce que la page propose d’en citer ; le guichet peut en écrire davantage. */
const PROGRAMMES = 2
/** Un nom de champ : un code tout en chiffres se lirait comme un rang. */
const cleDuQuartier = (code: string) => `c${code}`

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
    colocation: z.boolean(),
    caution: z.boolean(),
    // une commune que l’on vient d’ajouter n’a pas encore de quartier
    quartiers: z.record(z.string(), z.optional(z.string())),
    programmes: z.array(z.string()),
    secteurs: z.array(z.object({ id: z.string(), nom: z.string(), communes: z.array(z.string()), quartiers: z.array(z.object({ commune: z.string(), nom: z.string() })) })),
    fsl: z.string(),
    dossier_fsl: z.object({ du: jourFacultatif, au: jourFacultatif }),
  }),
  handicaps: fichesSchema,
})

type Recherche = NonNullable<Formulaire['logement_recherche']>

interface Valeurs {
  logement_recherche: Omit<Recherche, 'communes' | 'demande_elargie' | 'loyer_max' | 'quartiers' | 'dossier_fsl'> & {
    communes: CommuneChoisie[]
    demande_elargie: string
    loyer_max: string
    quartiers: Record<string, string | undefined>
    fsl: string
    dossier_fsl: { du: string; au: string }
  }
  handicaps: FicheValeurs[]
}

function ecrire({ logement_recherche: { fsl, ...saisi }, handicaps }: Valeurs, formulaire: Formulaire) {
  return {
    // the sheets that the page does not show stay as they are
    handicaps: saisi.adapte_handicap ? ecrireFiches(handicaps) : formulaire.handicaps,
    logement_recherche: {
      ...saisi,
      quartiers: saisi.communes.flatMap(({ code }) => {
        const nom = saisi.quartiers[cleDuQuartier(code)]?.trim()
        return nom ? [{ commune: code, nom }] : []
      }),
      programmes: saisi.programmes.map((nom) => nom.trim()).filter(Boolean),
      dossier_fsl: fsl === 'oui' ? { du: saisi.dossier_fsl.du || null, au: saisi.dossier_fsl.au || null } : null,
      communes: saisi.communes.map(({ code }) => code),
      demande_elargie: saisi.demande_elargie === 'oui',
      loyer_max: nombreOuNul(saisi.loyer_max),
    },
  }
}

function Communes({ max }: { max: number }) {
  const { control, setValue } = useFormContext<Valeurs>()
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
              if (trouvee) {
                setValue(`logement_recherche.quartiers.${cleDuQuartier(code)}`, '')
                field.onChange([...choisies, { code, nom: trouvee.nom }])
              }
              saisir('')
            }}
          />
        )}
        <FormOuiNon name="logement_recherche.demande_elargie" label={t.elargie} aide={t.elargieAide} />
      </Pile>
    </Groupe>
  )
}

function Garanties() {
  const { control } = useFormContext<Valeurs>()
  const fsl = useWatch({ control, name: 'logement_recherche.fsl' })
  return (
    <Groupe titre={t.garanties}>
      <FormCheckbox name="logement_recherche.caution">{t.caution}</FormCheckbox>
      <FormOuiNon name="logement_recherche.fsl" label={t.fsl} />
      {fsl === 'oui' && (
        <>
          <FormDate name="logement_recherche.dossier_fsl.du" label={t.fslDu} facultatif />
          <FormDate name="logement_recherche.dossier_fsl.au" label={t.fslAu} facultatif />
        </>
      )}
    </Groupe>
  )
}

/** Un quartier par commune choisie, et quelques résidences : ce que peu de gens ont à dire reste plié. */
function Precisions() {
  const { control } = useFormContext<Valeurs>()
  const communes = useWatch({ control, name: 'logement_recherche.communes' })
  const programmes = useWatch({ control, name: 'logement_recherche.programmes' })
  return (
    <Depliable titre={t.plus}>
      {communes.map(({ code, nom }) => (
        <FormText key={code} name={`logement_recherche.quartiers.${cleDuQuartier(code)}`} label={t.quartier(nom)} facultatif maxLength={19} autoComplete="off" />
      ))}
      {programmes.map((_, rang) => (
        <FormText key={rang} name={`logement_recherche.programmes.${rang}`} label={t.programme(rang + 1)} aide={rang === 0 ? t.programmeAide : undefined} facultatif maxLength={60} autoComplete="off" />
      ))}
    </Depliable>
  )
}

export function LogementRechercheEtape() {
  const { demande } = useDemande()
  const { nb_communes_max: max, nb_secteurs_max: maxSecteurs } = useTerritoire()
  const typologies = useListe('typologie')
  const categories = useListe('categorie_logement')
  const nomDe = (code: string) => demande.communes.find((commune) => commune.code === code)?.nom ?? code

  const lire = ({ logement_recherche: recherche, handicaps }: Formulaire): Valeurs => ({
    logement_recherche: {
      communes: (recherche?.communes ?? []).map((code) => ({ code, nom: nomDe(code) })),
      demande_elargie: recherche ? (recherche.demande_elargie ? 'oui' : 'non') : '',
      typologies: recherche?.typologies ?? [],
      secteurs: recherche?.secteurs ?? [],
      categorie: recherche?.categorie ?? 'I',
      rez_de_chaussee: recherche?.rez_de_chaussee ?? true,
      sans_ascenseur: recherche?.sans_ascenseur ?? true,
      parking: recherche?.parking ?? false,
      adapte_handicap: recherche?.adapte_handicap ?? false,
      loyer_max: enTexte(recherche?.loyer_max),
      precision: recherche?.precision ?? '',
      colocation: recherche?.colocation ?? false,
      caution: recherche?.caution ?? false,
      quartiers: Object.fromEntries(
        (recherche?.communes ?? []).map((code) => [cleDuQuartier(code), recherche?.quartiers.find(({ commune }) => commune === code)?.nom ?? '']),
      ),
      programmes: Array.from({ length: Math.max(PROGRAMMES, recherche?.programmes.length ?? 0) }, (_, rang) => recherche?.programmes[rang] ?? ''),
      fsl: recherche?.dossier_fsl ? 'oui' : '',
      dossier_fsl: { du: recherche?.dossier_fsl?.du ?? '', au: recherche?.dossier_fsl?.au ?? '' },
    },
    handicaps: lireFiches(handicaps),
  })

  return (
    <EtapeFormulaire etape="logement-recherche" schema={schema} lire={lire} ecrire={ecrire}>
      {() => (
        <>
          <Communes max={max} />
          <Secteurs max={maxSecteurs} />
          <FormCheckboxes name="logement_recherche.typologies" label={t.typologies} aide={t.typologiesAide} options={typologies.options} cote />
          <FormRadio name="logement_recherche.categorie" label={t.categorie} options={categories.options} cote />
          <Groupe titre={t.conditions}>
            <FormCheckbox name="logement_recherche.rez_de_chaussee">{t.rez}</FormCheckbox>
            <FormCheckbox name="logement_recherche.sans_ascenseur">{t.ascenseur}</FormCheckbox>
            <FormCheckbox name="logement_recherche.colocation">{t.colocation}</FormCheckbox>
          </Groupe>
          <Groupe titre={t.besoins}>
            <FormCheckbox name="logement_recherche.parking">{t.parking}</FormCheckbox>
            <FormCheckbox name="logement_recherche.adapte_handicap">{t.adapte}</FormCheckbox>
          </Groupe>
          <FichesHandicap />
          <Garanties />
          <Precisions />
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
