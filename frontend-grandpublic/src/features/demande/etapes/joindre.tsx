import { useFormContext, useWatch } from 'react-hook-form'
import type { Personne } from '../../../api/types.ts'
import { telephoneLisible } from '../../../lib/numero.ts'
import { FormCheckbox, FormOuiNon, FormText } from '../../../ui/form/fields.tsx'
import { Groupe } from '../../../ui/form/Groupe.tsx'
import { COURRIEL, siRempli, TELEPHONE, z } from '../../../ui/form/schema.ts'
import { ouNul, ouVide } from '../contexte.tsx'
import { texts } from '../texts.ts'
import { AdresseChamps, adresseSchema, ecrireAdresse, lireAdresse, type AdresseValeurs } from './AdresseChamps.tsx'

const t = texts.coordonnees

export const numero = siRempli(TELEPHONE, t.telephoneFaux)

/** Comment joindre un adulte de la demande, et où il habite. */
export const joindreSchema = {
  email: siRempli(COURRIEL, t.emailFaux),
  telephone: numero,
  telephone_domicile: numero,
  telephone_travail: numero,
  sms_refuses: z.boolean(),
  nouvelles_refusees: z.boolean(),
  adresse: adresseSchema,
  ici: z.string(),
  adresse_logement: adresseSchema,
}

export interface JoindreValeurs {
  email: string
  telephone: string
  telephone_domicile: string
  telephone_travail: string
  sms_refuses: boolean
  nouvelles_refusees: boolean
  adresse: AdresseValeurs
  ici: string
  adresse_logement: AdresseValeurs
}

export const compose = (telephone: string) => ouNul(telephone.replace(/[ .-]/g, ''))

export const lireJoindre = (personne: Partial<Personne> | null | undefined): JoindreValeurs => ({
  email: ouVide(personne?.email),
  telephone: telephoneLisible(ouVide(personne?.telephone)),
  telephone_domicile: telephoneLisible(ouVide(personne?.telephone_domicile)),
  telephone_travail: telephoneLisible(ouVide(personne?.telephone_travail)),
  sms_refuses: personne?.sms_refuses ?? false,
  nouvelles_refusees: personne?.nouvelles_refusees ?? false,
  adresse: lireAdresse(personne?.adresse),
  ici: personne?.adresse ? (personne.adresse_logement ? 'non' : 'oui') : '',
  adresse_logement: lireAdresse(personne?.adresse_logement),
})

export const ecrireJoindre = (saisi: JoindreValeurs) => ({
  email: ouNul(saisi.email),
  telephone: compose(saisi.telephone),
  telephone_domicile: compose(saisi.telephone_domicile),
  telephone_travail: compose(saisi.telephone_travail),
  sms_refuses: saisi.sms_refuses,
  nouvelles_refusees: saisi.nouvelles_refusees,
  adresse: ecrireAdresse(saisi.adresse),
  adresse_logement: saisi.ici === 'non' ? ecrireAdresse(saisi.adresse_logement) : null,
})

/** Ce que peu de gens ont à dire de leurs téléphones et de leurs messages. */
export function AutresMoyens({ prefixe }: { prefixe: string }) {
  return (
    <>
      <FormText name={`${prefixe}.telephone_domicile`} label={t.domicile} facultatif type="tel" inputMode="tel" autoComplete="off" largeur="moyen" />
      <FormText name={`${prefixe}.telephone_travail`} label={t.travail} facultatif type="tel" inputMode="tel" autoComplete="off" largeur="moyen" />
      <FormCheckbox name={`${prefixe}.sms_refuses`}>{t.sansSms}</FormCheckbox>
      <FormCheckbox name={`${prefixe}.nouvelles_refusees`}>{t.sansNouvelles}</FormCheckbox>
    </>
  )
}

export function LogementAilleurs({ prefixe, question, titre }: { prefixe: string; question: string; titre: string }) {
  const { control } = useFormContext()
  const ici = useWatch({ control, name: `${prefixe}.ici` }) as string
  return (
    <>
      <FormOuiNon name={`${prefixe}.ici`} label={question} />
      {ici === 'non' && (
        <Groupe titre={titre}>
          <AdresseChamps prefixe={`${prefixe}.adresse_logement`} />
        </Groupe>
      )}
    </>
  )
}
