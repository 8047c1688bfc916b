import type { Formulaire } from '../../../api/types.ts'
import { aujourdhui } from '../../../lib/dates.ts'
import { FormText } from '../../../ui/form/fields.tsx'
import { Groupe } from '../../../ui/form/Groupe.tsx'
import { montant, z } from '../../../ui/form/schema.ts'
import { EtapeFormulaire } from '../components/EtapeFormulaire.tsx'
import { enTexte, nombreOuNul, nomDe, useDemande } from '../contexte.tsx'
import { texts } from '../texts.ts'
import { Ressources } from './Ressources.tsx'

const t = texts.revenus
/** Les ressources des personnes à charge n’ont pas de titulaire. */
const A_CHARGE = 'a-charge'

interface MoisValeurs {
  natures: string[]
  montants: Record<string, string>
}

interface Valeurs {
  revenus: { rfr: Record<string, string>; ressources: Record<string, MoisValeurs>; pension_versee: string }
}

const mois = z.object({ natures: z.array(z.string()), montants: z.record(z.string(), z.string()) }).check((contexte) => {
  for (const nature of contexte.value.natures) {
    const saisi = contexte.value.montants[nature] ?? ''
    const message = saisi.trim() === '' ? t.combienRequis : /^\d{1,6}$/.test(saisi.trim()) ? null : t.montantFaux
    if (message) contexte.issues.push({ code: 'custom', message, input: saisi, path: ['montants', nature] })
  }
})
const schema = z.object({
  revenus: z.object({ rfr: z.record(z.string(), montant), ressources: z.record(z.string(), mois), pension_versee: montant }),
})

const cleRfr = (personne: string, annee: number) => `${personne}_${annee}`

/** Les deux dernières années dont l’avis d’impôt a pu être reçu. */
export function anneesFiscales(jour = aujourdhui()): [number, number] {
  const annee = Number(jour.slice(0, 4))
  return [annee - 2, annee - 1]
}

function lire({ demandeur, codemandeurs, occupants, revenus }: Formulaire): Valeurs {
  const adultes = [...(demandeur ? [demandeur] : []), ...codemandeurs]
  const titulaires = [...adultes.map(({ id }) => id), ...(occupants.some(({ a_charge }) => a_charge) ? [A_CHARGE] : [])]
  const recues = (titulaire: string) => revenus.ressources.filter(({ personne_id }) => (personne_id ?? A_CHARGE) === titulaire)
  return {
    revenus: {
      rfr: Object.fromEntries(
        adultes.flatMap(({ id }) =>
          anneesFiscales().map((annee) => [
            cleRfr(id, annee),
            enTexte(revenus.rfr.find((rfr) => rfr.personne_id === id && rfr.annee === annee)?.montant),
          ]),
        ),
      ),
      ressources: Object.fromEntries(
        titulaires.map((titulaire) => [
          titulaire,
          {
            natures: recues(titulaire).map(({ nature }) => nature),
            montants: Object.fromEntries(recues(titulaire).map(({ nature, montant: somme }) => [nature, String(somme)])),
          },
        ]),
      ),
      pension_versee: revenus.pension_versee > 0 ? String(revenus.pension_versee) : '',
    },
  }
}

function ecrire({ revenus }: Valeurs) {
  return {
    revenus: {
      rfr: Object.entries(revenus.rfr).flatMap(([cle, saisi]) => {
        const [personne_id = '', annee] = cle.split('_')
        const somme = nombreOuNul(saisi)
        return somme === null ? [] : [{ personne_id, annee: Number(annee), montant: somme }]
      }),
      ressources: Object.entries(revenus.ressources).flatMap(([titulaire, { natures, montants }]) =>
        natures.map((nature) => ({
          personne_id: titulaire === A_CHARGE ? null : titulaire,
          nature: nature as Formulaire['revenus']['ressources'][number]['nature'],
          montant: nombreOuNul(montants[nature] ?? '') ?? 0,
        })),
      ),
      pension_versee: nombreOuNul(revenus.pension_versee) ?? 0,
    },
  }
}

function Fiscal({ personne }: { personne: string }) {
  return anneesFiscales().map((annee, rang) => (
    <FormText
      key={annee}
      name={`revenus.rfr.${cleRfr(personne, annee)}`}
      label={`${t.fiscal}, ${t.annee(annee).toLowerCase()}`}
      aide={rang === 0 ? `${t.anneeAide(annee)} ${t.fiscalAide}` : t.anneeAide(annee)}
      inputMode="numeric"
      largeur="court"
      suffixe={t.euros}
      facultatif={rang > 0}
      autoComplete="off"
    />
  ))
}

export function RevenusEtape() {
  const { formulaire } = useDemande()
  const { demandeur, codemandeurs, occupants } = formulaire
  return (
    <EtapeFormulaire etape="revenus" schema={schema} lire={lire} ecrire={ecrire}>
      {() => (
        <>
          <p>{t.intro}</p>
          {demandeur && (
            <Groupe titre={nomDe(demandeur, texts.situation.vous)}>
              <Ressources titulaire={demandeur.id} label={t.natures} />
              <Fiscal personne={demandeur.id} />
            </Groupe>
          )}
          {codemandeurs.map((adulte, rang) => {
            const nom = nomDe(adulte, texts.foyer.adulte(rang + 2))
            return (
              <Groupe key={adulte.id} titre={nom}>
                <Ressources titulaire={adulte.id} label={t.naturesDe(nom)} />
                <Fiscal personne={adulte.id} />
              </Groupe>
            )
          })}
          {occupants.some(({ a_charge }) => a_charge) && (
            <Groupe titre={texts.foyer.enfants}>
              <Ressources titulaire={A_CHARGE} label={t.naturesCharge} />
            </Groupe>
          )}
          <FormText
            name="revenus.pension_versee"
            label={t.versee}
            aide={t.verseeAide}
            facultatif
            inputMode="numeric"
            largeur="court"
            suffixe={t.parMois}
            autoComplete="off"
          />
        </>
      )}
    </EtapeFormulaire>
  )
}
