import { useFormContext, useWatch } from 'react-hook-form'
import { useListe } from '../../../api/territoire.tsx'
import type { Formulaire, Personne } from '../../../api/types.ts'
import { telephoneLisible } from '../../../lib/numero.ts'
import { Depliable } from '../../../ui/Depliable.tsx'
import { FormCheckbox, FormDate, FormRadio, FormSelect, FormText } from '../../../ui/form/fields.tsx'
import { Groupe } from '../../../ui/form/Groupe.tsx'
import { CODE_POSTAL, jourFacultatif, siRempli, TELEPHONE, z } from '../../../ui/form/schema.ts'
import { ChoixCommune, type CommuneChoisie } from '../components/ChoixCommune.tsx'
import { EtapeFormulaire } from '../components/EtapeFormulaire.tsx'
import { demandeurDe, nomDe, ouNul, ouVide, useDemande } from '../contexte.tsx'
import { texts } from '../texts.ts'

const t = texts.situation
const EN_EMPLOI = new Set(['CDI', 'CDD', 'ART', 'APP'])

interface SituationValeurs {
  contrat: string
  depuis_le: string
  profession: string
  categorie: string
  employeur: string
  commune: CommuneChoisie | null
  plusieurs_employeurs: boolean
  siret: string
  chez_l_employeur_depuis: string
  ou: { voie: string; code_postal: string; ville: string; telephone: string }
  cotise_action_logement: boolean
  collecteur: string
  dossier: string
}

interface Valeurs {
  demandeur: { situation_professionnelle: SituationValeurs }
  codemandeurs: { situation_professionnelle: SituationValeurs }[]
}

type Situation = NonNullable<Personne['situation_professionnelle']>
type Employeur = NonNullable<Situation['coordonnees_employeur']>

const EMPLOYEUR_VIDE: Employeur = { voie: null, complement: null, code_postal: null, ville: null, correspondant: null, telephone: null, fax: null, email: null }

const situation = z.object({
  situation_professionnelle: z.object({
    contrat: z.string(),
    depuis_le: jourFacultatif,
    profession: z.string(),
    categorie: z.string(),
    employeur: z.string(),
    commune: z.nullable(z.object({ code: z.string(), nom: z.string() })),
    plusieurs_employeurs: z.boolean(),
    siret: siRempli(/^(?:\s*\d){14}$/, t.siretFaux),
    chez_l_employeur_depuis: jourFacultatif,
    ou: z.object({
      voie: z.string(),
      code_postal: siRempli(CODE_POSTAL, texts.coordonnees.codePostalFaux),
      ville: z.string(),
      telephone: siRempli(TELEPHONE, texts.coordonnees.telephoneFaux),
    }),
    cotise_action_logement: z.boolean(),
    collecteur: z.string(),
    dossier: z.string(),
  }),
})
const schema = z.object({ demandeur: situation, codemandeurs: z.array(situation) })

/** Ce que ces pages ne demandent pas reste comme le guichet l’a écrit. */
function ecrireSituation(saisie: SituationValeurs, connue: Situation | null): Situation | null {
  if (!saisie.contrat) return null
  const enEmploi = EN_EMPLOI.has(saisie.contrat)
  const [premier, ...autres] = connue?.collecteurs ?? []
  const ou: Employeur = {
    ...EMPLOYEUR_VIDE,
    ...connue?.coordonnees_employeur,
    voie: ouNul(saisie.ou.voie),
    code_postal: ouNul(saisie.ou.code_postal),
    ville: ouNul(saisie.ou.ville),
    telephone: ouNul(saisie.ou.telephone.replace(/[ .-]/g, '')),
  }
  const dossier = saisie.collecteur ? [{ ...premier, organisme: saisie.collecteur, numero: ouNul(saisie.dossier) }] : []
  return {
    contrat: saisie.contrat as Situation['contrat'],
    depuis_le: ouNul(saisie.depuis_le),
    categorie: ouNul(saisie.categorie) as Situation['categorie'],
    profession: enEmploi ? ouNul(saisie.profession) : null,
    employeur: enEmploi ? ouNul(saisie.employeur) : null,
    commune_travail: enEmploi ? (saisie.commune?.code ?? null) : null,
    plusieurs_employeurs: enEmploi && saisie.plusieurs_employeurs,
    siret: enEmploi ? ouNul(saisie.siret.replace(/\s/g, '')) : null,
    chez_l_employeur_depuis: enEmploi ? ouNul(saisie.chez_l_employeur_depuis) : null,
    coordonnees_employeur: enEmploi && Object.values(ou).some(Boolean) ? ou : null,
    cotise_action_logement: enEmploi && saisie.cotise_action_logement,
    collecteurs: enEmploi && saisie.cotise_action_logement ? [...dossier, ...autres] : [],
  }
}

function ecrire(valeurs: Valeurs, formulaire: Formulaire) {
  return {
    demandeur: { ...demandeurDe(formulaire), situation_professionnelle: ecrireSituation(valeurs.demandeur.situation_professionnelle, formulaire.demandeur?.situation_professionnelle ?? null) },
    codemandeurs: formulaire.codemandeurs.map((adulte, rang) => {
      const saisie = valeurs.codemandeurs[rang]
      return saisie ? { ...adulte, situation_professionnelle: ecrireSituation(saisie.situation_professionnelle, adulte.situation_professionnelle) } : adulte
    }),
  }
}

function Employeur({ prefixe }: { prefixe: string }) {
  const categories = useListe('categorie_socioprofessionnelle')
  const collecteurs = useListe('collecteur')
  const { control } = useFormContext()
  const cotise = useWatch({ control, name: `${prefixe}.cotise_action_logement` }) as boolean
  const collecteur = useWatch({ control, name: `${prefixe}.collecteur` }) as string
  return (
    <>
      <FormCheckbox name={`${prefixe}.cotise_action_logement`}>{t.cotise}</FormCheckbox>
      {cotise && <FormSelect name={`${prefixe}.collecteur`} label={t.collecteur} invite={t.aucunCollecteur} options={collecteurs.options} largeur="moyen" />}
      {cotise && collecteur && <FormText name={`${prefixe}.dossier`} label={t.dossier} aide={t.dossierAide} facultatif maxLength={20} autoComplete="off" />}
      <Depliable titre={t.details}>
        <FormDate name={`${prefixe}.chez_l_employeur_depuis`} label={t.entree} facultatif />
        <FormCheckbox name={`${prefixe}.plusieurs_employeurs`}>{t.plusieurs}</FormCheckbox>
        <FormSelect name={`${prefixe}.categorie`} label={t.categorie} facultatif options={categories.options} />
        <FormText name={`${prefixe}.siret`} label={t.siret} aide={t.siretAide} facultatif inputMode="numeric" largeur="moyen" autoComplete="off" />
        <FormText name={`${prefixe}.ou.voie`} label={t.rue} facultatif maxLength={38} autoComplete="off" />
        <FormText name={`${prefixe}.ou.code_postal`} label={t.codePostal} facultatif inputMode="numeric" largeur="court" maxLength={5} autoComplete="off" />
        <FormText name={`${prefixe}.ou.ville`} label={t.ville} facultatif maxLength={38} autoComplete="off" />
        <FormText name={`${prefixe}.ou.telephone`} label={t.telephone} facultatif type="tel" inputMode="tel" largeur="moyen" autoComplete="off" />
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
          <ChoixCommune name={`${prefixe}.commune`} label={t.commune} aide={t.communeAide} />
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
        commune: commune ? { code: commune, nom: nomDeCommune(commune) } : null,
        depuis_le: ouVide(connue?.depuis_le),
        categorie: ouVide(connue?.categorie),
        plusieurs_employeurs: connue?.plusieurs_employeurs ?? false,
        siret: ouVide(connue?.siret),
        chez_l_employeur_depuis: ouVide(connue?.chez_l_employeur_depuis),
        ou: {
          voie: ouVide(connue?.coordonnees_employeur?.voie),
          code_postal: ouVide(connue?.coordonnees_employeur?.code_postal),
          ville: ouVide(connue?.coordonnees_employeur?.ville),
          telephone: telephoneLisible(ouVide(connue?.coordonnees_employeur?.telephone)),
        },
        cotise_action_logement: connue?.cotise_action_logement ?? false,
        collecteur: ouVide(connue?.collecteurs[0]?.organisme),
        dossier: ouVide(connue?.collecteurs[0]?.numero),
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
