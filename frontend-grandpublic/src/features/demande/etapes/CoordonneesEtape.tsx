import { useFormContext, useWatch } from 'react-hook-form'
import type { Formulaire } from '../../../api/types.ts'
import { telephoneLisible } from '../../../lib/numero.ts'
import { Depliable } from '../../../ui/Depliable.tsx'
import { FormCheckbox, FormOuiNon, FormText } from '../../../ui/form/fields.tsx'
import { Groupe } from '../../../ui/form/Groupe.tsx'
import { COURRIEL, siRempli, TELEPHONE, z } from '../../../ui/form/schema.ts'
import { EtapeFormulaire } from '../components/EtapeFormulaire.tsx'
import { demandeurDe, ouNul, ouVide } from '../contexte.tsx'
import { texts } from '../texts.ts'
import { AdresseChamps, adresseSchema, ecrireAdresse, lireAdresse } from './AdresseChamps.tsx'

const t = texts.coordonnees
const numero = siRempli(TELEPHONE, t.telephoneFaux)

const schema = z.object({
  demandeur: z.object({
    email: siRempli(COURRIEL, t.emailFaux),
    telephone: numero,
    telephone_domicile: numero,
    telephone_travail: numero,
    sms_refuses: z.boolean(),
    adresse: adresseSchema,
    ici: z.string(),
    adresse_logement: adresseSchema,
  }),
  accompagnement: z.object({ suivi: z.string(), nom: z.string(), adresse: z.string(), telephone: numero, email: siRempli(COURRIEL, t.emailFaux) }),
})

const lire = ({ demandeur, accompagnement }: Formulaire) => ({
  demandeur: {
    email: ouVide(demandeur?.email),
    telephone: telephoneLisible(ouVide(demandeur?.telephone)),
    telephone_domicile: telephoneLisible(ouVide(demandeur?.telephone_domicile)),
    telephone_travail: telephoneLisible(ouVide(demandeur?.telephone_travail)),
    sms_refuses: demandeur?.sms_refuses ?? false,
    adresse: lireAdresse(demandeur?.adresse),
    ici: demandeur?.adresse ? (demandeur.adresse_logement ? 'non' : 'oui') : '',
    adresse_logement: lireAdresse(demandeur?.adresse_logement),
  },
  accompagnement: {
    suivi: accompagnement ? 'oui' : '',
    nom: ouVide(accompagnement?.nom),
    adresse: ouVide(accompagnement?.adresse),
    telephone: telephoneLisible(ouVide(accompagnement?.telephone)),
    email: ouVide(accompagnement?.email),
  },
})

type Valeurs = ReturnType<typeof lire>

const compose = (telephone: string) => ouNul(telephone.replace(/[ .-]/g, ''))

function ecrire({ demandeur: saisi, accompagnement: suivi }: Valeurs, formulaire: Formulaire) {
  return {
    demandeur: {
      ...demandeurDe(formulaire),
      email: ouNul(saisi.email),
      telephone: compose(saisi.telephone),
      telephone_domicile: compose(saisi.telephone_domicile),
      telephone_travail: compose(saisi.telephone_travail),
      sms_refuses: saisi.sms_refuses,
      adresse: ecrireAdresse(saisi.adresse),
      adresse_logement: saisi.ici === 'non' ? ecrireAdresse(saisi.adresse_logement) : null,
    },
    accompagnement:
      suivi.suivi === 'oui' && suivi.nom.trim()
        ? { nom: suivi.nom.trim(), adresse: ouNul(suivi.adresse), telephone: compose(suivi.telephone), email: ouNul(suivi.email) }
        : null,
  }
}

function Suite() {
  const { control } = useFormContext<Valeurs>()
  const ici = useWatch({ control, name: 'demandeur.ici' })
  const suivi = useWatch({ control, name: 'accompagnement.suivi' })
  return (
    <>
      <FormOuiNon name="demandeur.ici" label={t.ici} />
      {ici === 'non' && (
        <Groupe titre={t.logement}>
          <AdresseChamps prefixe="demandeur.adresse_logement" />
        </Groupe>
      )}
      <FormOuiNon name="accompagnement.suivi" label={t.suivi} aide={t.suiviAide} />
      {suivi === 'oui' && (
        <Groupe titre={t.suiviQui}>
          <FormText name="accompagnement.nom" label={t.suiviNom} autoComplete="off" />
          <FormText name="accompagnement.adresse" label={t.suiviAdresse} facultatif autoComplete="off" />
          <FormText name="accompagnement.telephone" label={t.telephone} facultatif type="tel" inputMode="tel" autoComplete="off" largeur="moyen" />
          <FormText name="accompagnement.email" label={t.email} facultatif type="email" inputMode="email" autoComplete="off" />
        </Groupe>
      )}
    </>
  )
}

export function CoordonneesEtape() {
  return (
    <EtapeFormulaire etape="coordonnees" schema={schema} lire={lire} ecrire={ecrire}>
      {() => (
        <>
          <FormText name="demandeur.telephone" label={t.telephone} aide={t.telephoneAide} type="tel" inputMode="tel" autoComplete="tel" largeur="moyen" />
          <FormText name="demandeur.email" label={t.email} type="email" inputMode="email" autoComplete="email" />
          <Depliable titre={t.autres}>
            <FormText name="demandeur.telephone_domicile" label={t.domicile} facultatif type="tel" inputMode="tel" autoComplete="off" largeur="moyen" />
            <FormText name="demandeur.telephone_travail" label={t.travail} facultatif type="tel" inputMode="tel" autoComplete="off" largeur="moyen" />
            <FormCheckbox name="demandeur.sms_refuses">{t.sansSms}</FormCheckbox>
          </Depliable>
          <Groupe titre={t.adresse}>
            <AdresseChamps prefixe="demandeur.adresse" soi />
          </Groupe>
          <Suite />
        </>
      )}
    </EtapeFormulaire>
  )
}
