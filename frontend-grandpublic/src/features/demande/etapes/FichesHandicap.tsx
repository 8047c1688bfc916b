import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { useListe } from '../../../api/territoire.tsx'
import type { Formulaire } from '../../../api/types.ts'
import { telephoneLisible } from '../../../lib/numero.ts'
import { Button } from '../../../ui/Button.tsx'
import { FormCheckbox, FormCheckboxes, FormRadio, FormSelect, FormText } from '../../../ui/form/fields.tsx'
import { Groupe } from '../../../ui/form/Groupe.tsx'
import { COURRIEL, requis, siRempli, TELEPHONE, z } from '../../../ui/form/schema.ts'
import { Rangee } from '../../../ui/Layout.tsx'
import { nomDe, ouNul, ouVide, useDemande } from '../contexte.tsx'
import { texts } from '../texts.ts'
import { Fiche, useFiches } from './Fiche.tsx'

const t = texts.handicap

type FicheHandicap = Formulaire['handicaps'][number]

const schema = z.object({
  personne_id: requis(t.quiRequis),
  reconnu: z.boolean(),
  etat: z.string(),
  tierce_personne: z.boolean(),
  moteur: z.array(z.string()),
  sensoriel: z.array(z.string()),
  autre_nature: z.string(),
  marche: z.string(),
  aides: z.array(z.string()),
  equipements: z.array(z.string()),
  besoin: z.string(),
  autre_besoin: z.string(),
  referent: z
    .object({
      nom: z.string(),
      adresse: z.string(),
      telephone: siRempli(TELEPHONE, texts.coordonnees.telephoneFaux),
      email: siRempli(COURRIEL, texts.coordonnees.emailFaux),
      proche_du_domicile: z.boolean(),
    })
    // sans son nom, le contact ne se garderait pas : le dire plutôt que de perdre ce qui est écrit
    .check(z.refine(({ nom, ...reste }) => nom.trim() !== '' || ![reste.adresse, reste.telephone, reste.email].some((dit) => dit.trim() !== ''), { error: t.referentRequis, path: ['nom'] })),
})

export const fichesSchema = z.array(schema)
export type FicheValeurs = z.infer<typeof schema>

const lireFiche = (fiche?: FicheHandicap): FicheValeurs => ({
  personne_id: fiche?.personne_id ?? '',
  reconnu: fiche?.reconnu ?? false,
  etat: ouVide(fiche?.etat),
  tierce_personne: fiche?.tierce_personne ?? false,
  moteur: fiche?.moteur ?? [],
  sensoriel: fiche?.sensoriel ?? [],
  autre_nature: ouVide(fiche?.autre_nature),
  marche: ouVide(fiche?.marche),
  aides: fiche?.aides ?? [],
  equipements: fiche?.equipements ?? [],
  besoin: ouVide(fiche?.besoin),
  autre_besoin: ouVide(fiche?.autre_besoin),
  referent: {
    nom: ouVide(fiche?.referent?.nom),
    adresse: ouVide(fiche?.referent?.adresse),
    telephone: telephoneLisible(ouVide(fiche?.referent?.telephone)),
    email: ouVide(fiche?.referent?.email),
    proche_du_domicile: fiche?.referent?.proche_du_domicile ?? false,
  },
})

export const lireFiches = (fiches: readonly FicheHandicap[]) => fiches.map(lireFiche)

export const ecrireFiches = (fiches: readonly FicheValeurs[]): FicheHandicap[] =>
  fiches.map(({ referent, ...fiche }) => ({
    ...fiche,
    etat: ouNul(fiche.etat) as FicheHandicap['etat'],
    moteur: fiche.moteur as FicheHandicap['moteur'],
    sensoriel: fiche.sensoriel as FicheHandicap['sensoriel'],
    aides: fiche.aides as FicheHandicap['aides'],
    equipements: fiche.equipements as FicheHandicap['equipements'],
    marche: ouNul(fiche.marche) as FicheHandicap['marche'],
    autre_nature: ouNul(fiche.autre_nature),
    besoin: ouNul(fiche.besoin),
    autre_besoin: ouNul(fiche.autre_besoin),
    referent: referent.nom.trim()
      ? {
          nom: referent.nom.trim(),
          adresse: ouNul(referent.adresse),
          telephone: ouNul(referent.telephone.replace(/[ .-]/g, '')),
          email: ouNul(referent.email),
          proche_du_domicile: referent.proche_du_domicile,
        }
      : null,
  }))

/** Le complément « handicap » du formulaire officiel, seulement quand le logement doit être adapté. */
export function FichesHandicap() {
  const { control, formState } = useFormContext<{ logement_recherche: { adapte_handicap: boolean }; handicaps: FicheValeurs[] }>()
  const { fields, append, remove } = useFieldArray({ control, name: 'handicaps' })
  const adapte = useWatch({ control, name: 'logement_recherche.adapte_handicap' })
  const valeurs = useWatch({ control, name: 'handicaps' })
  const { formulaire } = useDemande()
  const fiches = useFiches(formulaire.handicaps.map(({ personne_id }) => ({ cle: personne_id })))
  const personnes = [
    ...(formulaire.demandeur ? [{ value: formulaire.demandeur.id, label: nomDe(formulaire.demandeur, texts.situation.vous) }] : []),
    ...formulaire.codemandeurs.map((adulte, rang) => ({ value: adulte.id, label: nomDe(adulte, texts.foyer.adulte(rang + 2)) })),
    ...formulaire.occupants.map(({ id, prenom, nom }) => ({ value: id, label: `${prenom} ${nom.toUpperCase()}` })),
  ]
  /** Une personne n’a qu’une fiche : celles qui en ont une ne se choisissent plus. */
  const sansFiche = (rang: number) => personnes.filter(({ value }) => !valeurs.some((autre, place) => place !== rang && autre.personne_id === value))
  if (!adapte) return null
  return (
    <Groupe titre={t.titre} aide={t.aide}>
      {fields.map(({ id, personne_id }, rang) => (
        <Fiche
          key={id}
          titre={personnes.find(({ value }) => value === valeurs[rang]?.personne_id)?.label ?? t.nouvelle}
          resume=""
          repliee={fiches.repliee(personne_id, Boolean(formState.errors.handicaps?.[rang]))}
          onModifier={() => fiches.ouvrir(personne_id)}
          onRetirer={() => remove(rang)}
          retrait={t.retrait}
        >
          <Champs rang={rang} personnes={sansFiche(rang)} />
        </Fiche>
      ))}
      {fields.length > 0 && fields.length >= personnes.length ? (
        <p>{t.chacune}</p>
      ) : (
        <Rangee>
          <Button allure="secondaire" onPress={() => append(lireFiche())}>
            {t.ajouter}
          </Button>
        </Rangee>
      )}
    </Groupe>
  )
}

function Champs({ rang, personnes }: { rang: number; personnes: { value: string; label: string }[] }) {
  const fiche = `handicaps.${rang}`
  const etats = useListe('etat_handicap')
  const moteurs = useListe('nature_moteur')
  const sensoriels = useListe('nature_sensoriel')
  const marches = useListe('capacite_marche')
  const aides = useListe('aide_technique')
  const equipements = useListe('equipement_adapte')
  return (
    <>
      <FormSelect name={`${fiche}.personne_id`} label={t.qui} options={personnes} />
      <FormCheckbox name={`${fiche}.reconnu`}>{t.reconnu}</FormCheckbox>
      <FormRadio name={`${fiche}.etat`} label={t.etat} options={etats.options} cote />
      <FormCheckboxes name={`${fiche}.moteur`} label={t.moteur} options={moteurs.options} cote />
      <FormCheckboxes name={`${fiche}.sensoriel`} label={t.sensoriel} options={sensoriels.options} cote />
      <FormText name={`${fiche}.autre_nature`} label={t.autreNature} facultatif maxLength={21} autoComplete="off" />
      <FormRadio name={`${fiche}.marche`} label={t.marche} options={marches.options} />
      <FormCheckboxes name={`${fiche}.aides`} label={t.aides} options={aides.options} />
      <FormCheckboxes name={`${fiche}.equipements`} label={t.equipements} options={equipements.options} />
      <FormCheckbox name={`${fiche}.tierce_personne`}>{t.tierce}</FormCheckbox>
      <FormText name={`${fiche}.besoin`} label={t.besoin} facultatif maxLength={132} autoComplete="off" />
      <FormText name={`${fiche}.autre_besoin`} label={t.autreBesoin} facultatif maxLength={36} autoComplete="off" />
      <Groupe titre={t.referent} aide={t.referentAide}>
        <FormText name={`${fiche}.referent.nom`} label={texts.foyer.nom} facultatif maxLength={40} autoComplete="off" />
        <FormText name={`${fiche}.referent.adresse`} label={texts.coordonnees.suiviAdresse} facultatif maxLength={40} autoComplete="off" />
        <FormText name={`${fiche}.referent.telephone`} label={texts.coordonnees.telephone} facultatif type="tel" inputMode="tel" autoComplete="off" largeur="moyen" />
        <FormText name={`${fiche}.referent.email`} label={texts.coordonnees.email} facultatif type="email" inputMode="email" autoComplete="off" />
        <FormCheckbox name={`${fiche}.referent.proche_du_domicile`}>{t.proche}</FormCheckbox>
      </Groupe>
    </>
  )
}
