import { Fragment } from 'react'
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { useListe } from '../../../api/territoire.tsx'
import type { Formulaire, Personne } from '../../../api/types.ts'
import { telephoneLisible } from '../../../lib/numero.ts'
import { Button } from '../../../ui/Button.tsx'
import { Depliable } from '../../../ui/Depliable.tsx'
import { FormCheckbox, FormDate, FormRadio, FormSelect, FormText } from '../../../ui/form/fields.tsx'
import { Groupe } from '../../../ui/form/Groupe.tsx'
import { CODE_POSTAL, COURRIEL, jourFacultatif, siRempli, TELEPHONE, z } from '../../../ui/form/schema.ts'
import { Rangee } from '../../../ui/Layout.tsx'
import { ChoixCommune, type CommuneChoisie } from '../components/ChoixCommune.tsx'
import { EtapeFormulaire } from '../components/EtapeFormulaire.tsx'
import { demandeurDe, nomDe, ouNul, ouVide, useDemande } from '../contexte.tsx'
import { texts } from '../texts.ts'
import { compose } from './joindre.tsx'

const t = texts.situation
const CHAMPS_D_EMPLOYEUR = ['voie', 'complement', 'code_postal', 'ville', 'correspondant', 'telephone', 'fax', 'email'] as const
type ChampDEmployeur = (typeof CHAMPS_D_EMPLOYEUR)[number]
const NUMEROS = new Set<ChampDEmployeur>(['telephone', 'fax'])
const EN_EMPLOI = new Set(['CDI', 'CDD', 'ART', 'APP'])

interface SituationValeurs {
  contrat: string
  depuis_le: string
  profession: string
  categorie: string
  employeur: string
  commune_travail: CommuneChoisie | null
  plusieurs_employeurs: boolean
  siret: string
  chez_l_employeur_depuis: string
  coordonnees_employeur: Record<ChampDEmployeur, string>
  cotise_action_logement: boolean
  collecteurs: { organisme: string; numero: string }[]
}

interface Valeurs {
  demandeur: { situation_professionnelle: SituationValeurs }
  codemandeurs: { situation_professionnelle: SituationValeurs }[]
}

type Situation = NonNullable<Personne['situation_professionnelle']>
type Employeur = NonNullable<Situation['coordonnees_employeur']>

const situation = z.object({
  situation_professionnelle: z.object({
    contrat: z.string(),
    depuis_le: jourFacultatif,
    profession: z.string(),
    categorie: z.string(),
    employeur: z.string(),
    commune_travail: z.nullable(z.object({ code: z.string(), nom: z.string() })),
    plusieurs_employeurs: z.boolean(),
    siret: siRempli(/^(?:\s*\d){14}$/, t.siretFaux),
    chez_l_employeur_depuis: jourFacultatif,
    coordonnees_employeur: z.object({
      voie: z.string(),
      complement: z.string(),
      code_postal: siRempli(CODE_POSTAL, texts.coordonnees.codePostalFaux),
      ville: z.string(),
      correspondant: z.string(),
      telephone: siRempli(TELEPHONE, texts.coordonnees.telephoneFaux),
      fax: siRempli(TELEPHONE, texts.coordonnees.telephoneFaux),
      email: siRempli(COURRIEL, texts.coordonnees.emailFaux),
    }),
    cotise_action_logement: z.boolean(),
    collecteurs: z.array(z.object({ organisme: z.string(), numero: z.string() })),
  }),
})
const schema = z.object({ demandeur: situation, codemandeurs: z.array(situation) })

function lireEmployeur(connu: Employeur | null | undefined): Record<ChampDEmployeur, string> {
  const lu = (champ: ChampDEmployeur) => (NUMEROS.has(champ) ? telephoneLisible(ouVide(connu?.[champ])) : ouVide(connu?.[champ]))
  return Object.fromEntries(CHAMPS_D_EMPLOYEUR.map((champ) => [champ, lu(champ)])) as Record<ChampDEmployeur, string>
}

/** Qui n’est pas en emploi n’a ni employeur, ni lieu de travail. */
function ecrireSituation(saisie: SituationValeurs): Situation | null {
  if (!saisie.contrat) return null
  const enEmploi = EN_EMPLOI.has(saisie.contrat)
  const ou = Object.fromEntries(CHAMPS_D_EMPLOYEUR.map((champ) => [champ, NUMEROS.has(champ) ? compose(saisie.coordonnees_employeur[champ]) : ouNul(saisie.coordonnees_employeur[champ])])) as Employeur
  const dossiers = saisie.collecteurs.filter(({ organisme }) => organisme).map(({ organisme, numero }) => ({ organisme, numero: ouNul(numero) }))
  return {
    contrat: saisie.contrat as Situation['contrat'],
    depuis_le: ouNul(saisie.depuis_le),
    categorie: ouNul(saisie.categorie) as Situation['categorie'],
    profession: enEmploi ? ouNul(saisie.profession) : null,
    employeur: enEmploi ? ouNul(saisie.employeur) : null,
    commune_travail: enEmploi ? (saisie.commune_travail?.code ?? null) : null,
    plusieurs_employeurs: enEmploi && saisie.plusieurs_employeurs,
    siret: enEmploi ? ouNul(saisie.siret.replace(/\s/g, '')) : null,
    chez_l_employeur_depuis: enEmploi ? ouNul(saisie.chez_l_employeur_depuis) : null,
    coordonnees_employeur: enEmploi && Object.values(ou).some(Boolean) ? ou : null,
    cotise_action_logement: enEmploi && saisie.cotise_action_logement,
    collecteurs: enEmploi && saisie.cotise_action_logement ? dossiers : [],
  }
}

function ecrire(valeurs: Valeurs, formulaire: Formulaire) {
  return {
    demandeur: { ...demandeurDe(formulaire), situation_professionnelle: ecrireSituation(valeurs.demandeur.situation_professionnelle) },
    codemandeurs: formulaire.codemandeurs.map((adulte, rang) => {
      const saisie = valeurs.codemandeurs[rang]
      return saisie ? { ...adulte, situation_professionnelle: ecrireSituation(saisie.situation_professionnelle) } : adulte
    }),
  }
}

const COLLECTEUR_VIDE = { organisme: '', numero: '' }

/** Un dossier chez chacun des organismes qui collectent le « 1 % » : le plus souvent un seul. */
function Collecteurs({ prefixe }: { prefixe: string }) {
  const { control } = useFormContext()
  const name = `${prefixe}.collecteurs`
  const { fields, append } = useFieldArray({ control, name })
  const valeurs = useWatch({ control, name }) as SituationValeurs['collecteurs']
  const connus = useListe('collecteur').options
  const dits = (organisme: string | undefined) => (organisme && !connus.some(({ value }) => value === organisme) ? [...connus, { value: organisme, label: organisme }] : connus)
  return (
    <>
      {fields.map(({ id }, rang) => (
        <Fragment key={id}>
          <FormSelect name={`${name}.${rang}.organisme`} label={t.collecteur} invite={t.aucunCollecteur} options={dits(valeurs[rang]?.organisme)} largeur="moyen" />
          {valeurs[rang]?.organisme && <FormText name={`${name}.${rang}.numero`} label={t.dossier} aide={rang === 0 ? t.dossierAide : undefined} facultatif maxLength={20} autoComplete="off" />}
        </Fragment>
      ))}
      {valeurs.every(({ organisme }) => organisme) && (
        <Rangee>
          <Button allure="discret" petit onPress={() => append(COLLECTEUR_VIDE)}>
            {t.autreCollecteur}
          </Button>
        </Rangee>
      )}
    </>
  )
}

function Employeur({ prefixe }: { prefixe: string }) {
  const categories = useListe('categorie_socioprofessionnelle')
  const { control } = useFormContext()
  const cotise = useWatch({ control, name: `${prefixe}.cotise_action_logement` }) as boolean
  return (
    <>
      <FormCheckbox name={`${prefixe}.cotise_action_logement`}>{t.cotise}</FormCheckbox>
      {cotise && <Collecteurs prefixe={prefixe} />}
      <Depliable titre={t.details}>
        <FormDate name={`${prefixe}.chez_l_employeur_depuis`} label={t.entree} facultatif />
        <FormCheckbox name={`${prefixe}.plusieurs_employeurs`}>{t.plusieurs}</FormCheckbox>
        <FormSelect name={`${prefixe}.categorie`} label={t.categorie} facultatif options={categories.options} />
        <FormText name={`${prefixe}.siret`} label={t.siret} aide={t.siretAide} facultatif inputMode="numeric" largeur="moyen" autoComplete="off" />
        <FormText name={`${prefixe}.coordonnees_employeur.voie`} label={t.rue} facultatif maxLength={38} autoComplete="off" />
        <FormText name={`${prefixe}.coordonnees_employeur.complement`} label={t.complement} facultatif maxLength={38} autoComplete="off" />
        <FormText name={`${prefixe}.coordonnees_employeur.code_postal`} label={t.codePostal} facultatif inputMode="numeric" largeur="court" maxLength={5} autoComplete="off" />
        <FormText name={`${prefixe}.coordonnees_employeur.ville`} label={t.ville} facultatif maxLength={38} autoComplete="off" />
        <FormText name={`${prefixe}.coordonnees_employeur.correspondant`} label={t.correspondant} aide={t.correspondantAide} facultatif maxLength={38} autoComplete="off" />
        <FormText name={`${prefixe}.coordonnees_employeur.telephone`} label={t.telephone} facultatif type="tel" inputMode="tel" largeur="moyen" autoComplete="off" />
        <FormText name={`${prefixe}.coordonnees_employeur.fax`} label={t.fax} facultatif type="tel" inputMode="tel" largeur="moyen" autoComplete="off" />
        <FormText name={`${prefixe}.coordonnees_employeur.email`} label={t.courriel} facultatif type="email" inputMode="email" autoComplete="off" />
      </Depliable>
    </>
  )
}

function SituationChamps({ prefixe }: { prefixe: string }) {
  const contrats = useListe('contrat')
  const { control } = useFormContext()
  const contrat = useWatch({ control, name: `${prefixe}.contrat` }) as string
  return (
    <>
      <FormRadio name={`${prefixe}.contrat`} label={t.question} options={contrats.options} />
      {contrat && <FormDate name={`${prefixe}.depuis_le`} label={t.depuis} facultatif />}
      {EN_EMPLOI.has(contrat) && (
        <>
          <FormText name={`${prefixe}.profession`} label={t.profession} aide={t.professionAide} facultatif autoComplete="off" />
          <FormText name={`${prefixe}.employeur`} label={t.employeur} aide={t.employeurAide} facultatif autoComplete="off" />
          <ChoixCommune name={`${prefixe}.commune_travail`} label={t.commune} aide={t.communeAide} />
          <Employeur prefixe={prefixe} />
        </>
      )}
    </>
  )
}

export function SituationEtape() {
  const { demande, formulaire } = useDemande()
  const nomDeCommune = (code: string) => demande.communes.find((commune) => commune.code === code)?.nom ?? code

  function lireSituation(personne: Personne | null): { situation_professionnelle: SituationValeurs } {
    const connue = personne?.situation_professionnelle
    const commune = connue?.commune_travail
    return {
      situation_professionnelle: {
        contrat: ouVide(connue?.contrat),
        profession: ouVide(connue?.profession),
        employeur: ouVide(connue?.employeur),
        commune_travail: commune ? { code: commune, nom: nomDeCommune(commune) } : null,
        depuis_le: ouVide(connue?.depuis_le),
        categorie: ouVide(connue?.categorie),
        plusieurs_employeurs: connue?.plusieurs_employeurs ?? false,
        siret: ouVide(connue?.siret),
        chez_l_employeur_depuis: ouVide(connue?.chez_l_employeur_depuis),
        coordonnees_employeur: lireEmployeur(connue?.coordonnees_employeur),
        cotise_action_logement: connue?.cotise_action_logement ?? false,
        collecteurs: connue?.collecteurs.length ? connue.collecteurs.map(({ organisme, numero }) => ({ organisme, numero: ouVide(numero) })) : [COLLECTEUR_VIDE],
      },
    }
  }
  const lire = ({ demandeur, codemandeurs }: Formulaire): Valeurs => ({
    demandeur: lireSituation(demandeur),
    codemandeurs: codemandeurs.map(lireSituation),
  })

  return (
    <EtapeFormulaire etape="situation-professionnelle" schema={schema} lire={lire} ecrire={ecrire}>
      {() =>
        formulaire.codemandeurs.length === 0 ? (
          <SituationChamps prefixe="demandeur.situation_professionnelle" />
        ) : (
          <>
            <Groupe titre={t.vous}>
              <SituationChamps prefixe="demandeur.situation_professionnelle" />
            </Groupe>
            {formulaire.codemandeurs.map((adulte, rang) => (
              <Groupe key={adulte.id} titre={nomDe(adulte, texts.foyer.adulte(rang + 2))}>
                <SituationChamps prefixe={`codemandeurs.${rang}.situation_professionnelle`} />
              </Groupe>
            ))}
          </>
        )
      }
    </EtapeFormulaire>
  )
}
