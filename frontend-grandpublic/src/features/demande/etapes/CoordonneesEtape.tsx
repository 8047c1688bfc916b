import { useFormContext, useWatch } from 'react-hook-form'
import { useCommunes } from '../../../api/communes.ts'
import type { Formulaire } from '../../../api/types.ts'
import { telephoneLisible } from '../../../lib/numero.ts'
import { FormSelect, FormText } from '../../../ui/form/fields.tsx'
import { Groupe } from '../../../ui/form/Groupe.tsx'
import { CODE_POSTAL, COURRIEL, siRempli, TELEPHONE, z } from '../../../ui/form/schema.ts'
import { EtapeFormulaire } from '../components/EtapeFormulaire.tsx'
import { demandeurDe, ouNul, ouVide, useDemande } from '../contexte.tsx'
import { texts } from '../texts.ts'

const t = texts.coordonnees

const schema = z.object({
  demandeur: z.object({
    email: siRempli(COURRIEL, t.emailFaux),
    telephone: siRempli(TELEPHONE, t.telephoneFaux),
    adresse: z.object({
      numero: z.string(),
      voie: z.string(),
      complement: z.string(),
      code_postal: siRempli(CODE_POSTAL, t.codePostalFaux),
      commune: z.string(),
      hebergeant: z.string(),
    }),
  }),
})

const lire = ({ demandeur }: Formulaire) => ({
  demandeur: {
    email: ouVide(demandeur?.email),
    telephone: telephoneLisible(ouVide(demandeur?.telephone)),
    adresse: {
      numero: ouVide(demandeur?.adresse?.numero),
      voie: ouVide(demandeur?.adresse?.voie),
      complement: ouVide(demandeur?.adresse?.complement),
      code_postal: ouVide(demandeur?.adresse?.code_postal),
      commune: ouVide(demandeur?.adresse?.commune),
      hebergeant: ouVide(demandeur?.adresse?.hebergeant),
    },
  },
})

type Valeurs = ReturnType<typeof lire>

function ecrire({ demandeur: { email, telephone, adresse } }: Valeurs, formulaire: Formulaire) {
  const vide = Object.values(adresse).every((texte) => texte.trim() === '')
  return {
    demandeur: {
      ...demandeurDe(formulaire),
      email: ouNul(email),
      telephone: ouNul(telephone.replace(/[ .-]/g, '')),
      adresse: vide
        ? null
        : {
            numero: ouNul(adresse.numero),
            voie: adresse.voie.trim(),
            complement: ouNul(adresse.complement),
            code_postal: adresse.code_postal.trim(),
            commune: adresse.commune,
            hebergeant: ouNul(adresse.hebergeant),
          },
    },
  }
}

/** Le code postal donne la commune : une liste courte plutôt qu’une recherche. */
function Commune() {
  const { control } = useFormContext<Valeurs>()
  const { demande } = useDemande()
  const codePostal = useWatch({ control, name: 'demandeur.adresse.code_postal' }).trim()
  const choisie = useWatch({ control, name: 'demandeur.adresse.commune' })
  const complet = CODE_POSTAL.test(codePostal)
  const communes = useCommunes(complet ? codePostal : '', { partout: true })
  const trouvees = (complet ? (communes.data ?? []) : []).map(({ code, nom }) => ({ value: code, label: nom }))
  const connue = demande.communes.find(({ code }) => code === choisie)
  const options = connue && !trouvees.some(({ value }) => value === choisie) ? [{ value: connue.code, label: connue.nom }, ...trouvees] : trouvees
  const vide = complet && communes.isSuccess && !communes.isPlaceholderData && options.length === 0
  return (
    <FormSelect
      name="demandeur.adresse.commune"
      label={t.commune}
      invite={t.communeInvite}
      aide={complet || choisie ? (vide ? t.communeVide : undefined) : t.communeAttente}
      options={options}
    />
  )
}

export function CoordonneesEtape() {
  return (
    <EtapeFormulaire etape="coordonnees" schema={schema} lire={lire} ecrire={ecrire}>
      {() => (
        <>
          <FormText name="demandeur.telephone" label={t.telephone} aide={t.telephoneAide} type="tel" inputMode="tel" autoComplete="tel" largeur="moyen" />
          <FormText name="demandeur.email" label={t.email} type="email" inputMode="email" autoComplete="email" />
          <Groupe titre={t.adresse}>
            <FormText name="demandeur.adresse.numero" label={t.numero} largeur="court" facultatif />
            <FormText name="demandeur.adresse.voie" label={t.voie} aide={t.voieAide} autoComplete="address-line1" />
            <FormText name="demandeur.adresse.complement" label={t.complement} aide={t.complementAide} facultatif autoComplete="address-line2" />
            <FormText name="demandeur.adresse.code_postal" label={t.codePostal} inputMode="numeric" largeur="court" autoComplete="postal-code" maxLength={5} />
            <Commune />
            <FormText name="demandeur.adresse.hebergeant" label={t.hebergeant} aide={t.hebergeantAide} facultatif autoComplete="off" />
          </Groupe>
        </>
      )}
    </EtapeFormulaire>
  )
}
