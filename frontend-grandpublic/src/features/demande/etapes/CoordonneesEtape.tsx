import { useFormContext, useWatch } from 'react-hook-form'
import type { Formulaire } from '../../../api/types.ts'
import { telephoneLisible } from '../../../lib/numero.ts'
import { Depliable } from '../../../ui/Depliable.tsx'
import { FormOuiNon, FormText } from '../../../ui/form/fields.tsx'
import { Groupe } from '../../../ui/form/Groupe.tsx'
import { COURRIEL, siRempli, z } from '../../../ui/form/schema.ts'
import { EtapeFormulaire } from '../components/EtapeFormulaire.tsx'
import { demandeurDe, ouNul, ouVide } from '../contexte.tsx'
import { texts } from '../texts.ts'
import { AdresseChamps } from './AdresseChamps.tsx'
import { AutresMoyens, compose, ecrireJoindre, joindreSchema, lireJoindre, LogementAilleurs, numero } from './joindre.tsx'

const t = texts.coordonnees

export const coordonneesSchema = z.object({
  demandeur: z.object(joindreSchema),
  accompagnement: z
    .object({ suivi: z.string(), nom: z.string(), adresse: z.string(), telephone: numero, email: siRempli(COURRIEL, t.emailFaux) })
    .check(z.refine(({ suivi, nom }) => suivi !== 'oui' || nom.trim() !== '', { error: t.suiviRequis, path: ['nom'] })),
})

const lire = ({ demandeur, accompagnement }: Formulaire) => ({
  demandeur: lireJoindre(demandeur),
  accompagnement: {
    suivi: accompagnement ? 'oui' : '',
    nom: ouVide(accompagnement?.nom),
    adresse: ouVide(accompagnement?.adresse),
    telephone: telephoneLisible(ouVide(accompagnement?.telephone)),
    email: ouVide(accompagnement?.email),
  },
})

type Valeurs = ReturnType<typeof lire>

function ecrire({ demandeur, accompagnement: suivi }: Valeurs, formulaire: Formulaire) {
  return {
    demandeur: { ...demandeurDe(formulaire), ...ecrireJoindre(demandeur) },
    accompagnement:
      suivi.suivi === 'oui' && suivi.nom.trim()
        ? { nom: suivi.nom.trim(), adresse: ouNul(suivi.adresse), telephone: compose(suivi.telephone), email: ouNul(suivi.email) }
        : null,
  }
}

function Accompagnement() {
  const { control } = useFormContext<Valeurs>()
  const suivi = useWatch({ control, name: 'accompagnement.suivi' })
  return (
    <>
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
    <EtapeFormulaire etape="coordonnees" schema={coordonneesSchema} lire={lire} ecrire={ecrire}>
      {() => (
        <>
          <FormText name="demandeur.telephone" label={t.telephone} aide={t.telephoneAide} type="tel" inputMode="tel" autoComplete="tel" largeur="moyen" />
          <FormText name="demandeur.email" label={t.email} type="email" inputMode="email" autoComplete="email" />
          <Depliable titre={t.autres}>
            <AutresMoyens prefixe="demandeur" />
          </Depliable>
          <Groupe titre={t.adresse}>
            <AdresseChamps prefixe="demandeur.adresse" soi />
          </Groupe>
          <LogementAilleurs prefixe="demandeur" question={t.ici} titre={t.logement} />
          <Accompagnement />
        </>
      )}
    </EtapeFormulaire>
  )
}
