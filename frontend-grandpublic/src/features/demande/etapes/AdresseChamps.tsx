import { useFormContext, useWatch } from 'react-hook-form'
import { useCommunes } from '../../../api/communes.ts'
import type { Personne } from '../../../api/types.ts'
import { Depliable } from '../../../ui/Depliable.tsx'
import { FormCheckbox, FormSelect, FormText } from '../../../ui/form/fields.tsx'
import { CODE_POSTAL, z } from '../../../ui/form/schema.ts'
import { ouNul, ouVide, useDemande } from '../contexte.tsx'
import { texts } from '../texts.ts'

const t = texts.coordonnees

type Adresse = NonNullable<Personne['adresse']>

const CHAMPS = ['numero', 'voie', 'complement', 'code_postal', 'commune', 'hebergeant', 'batiment', 'escalier', 'etage', 'appartement', 'lieu_dit', 'ville_etrangere', 'pays'] as const
type Champ = (typeof CHAMPS)[number]

export type AdresseValeurs = Record<Champ, string> & { etranger: boolean }

const textes = Object.fromEntries(CHAMPS.map((champ) => [champ, z.string()])) as Record<Champ, ReturnType<typeof z.string>>

export const adresseSchema = z
  .object({ ...textes, etranger: z.boolean() })
  .check(z.refine(({ etranger, code_postal }) => etranger || code_postal.trim() === '' || CODE_POSTAL.test(code_postal.trim()), { error: t.codePostalFaux, path: ['code_postal'] }))

export const lireAdresse = (adresse: Adresse | null | undefined): AdresseValeurs => ({
  ...(Object.fromEntries(CHAMPS.map((champ) => [champ, ouVide(adresse?.[champ])])) as Record<Champ, string>),
  etranger: adresse?.etranger ?? false,
})

/** Rien d’écrit : pas d’adresse. */
export function ecrireAdresse({ etranger, ...saisie }: AdresseValeurs): Adresse | null {
  if (Object.values(saisie).every((texte) => texte.trim() === '')) return null
  return {
    numero: ouNul(saisie.numero),
    voie: saisie.voie.trim(),
    complement: ouNul(saisie.complement),
    code_postal: saisie.code_postal.trim(),
    commune: etranger ? '' : saisie.commune,
    hebergeant: ouNul(saisie.hebergeant),
    batiment: ouNul(saisie.batiment),
    escalier: ouNul(saisie.escalier),
    etage: ouNul(saisie.etage),
    appartement: ouNul(saisie.appartement),
    lieu_dit: ouNul(saisie.lieu_dit),
    etranger,
    ville_etrangere: etranger ? ouNul(saisie.ville_etrangere) : null,
    pays: etranger ? ouNul(saisie.pays) : null,
  }
}

/** Le code postal donne la commune : une liste courte plutôt qu’une recherche. */
function Commune({ prefixe }: { prefixe: string }) {
  const { control } = useFormContext()
  const { demande } = useDemande()
  const codePostal = (useWatch({ control, name: `${prefixe}.code_postal` }) as string).trim()
  const choisie = useWatch({ control, name: `${prefixe}.commune` }) as string
  const complet = CODE_POSTAL.test(codePostal)
  const communes = useCommunes(complet ? codePostal : '', { partout: true })
  const trouvees = (complet ? (communes.data ?? []) : []).map(({ code, nom }) => ({ value: code, label: nom }))
  const connue = demande.communes.find(({ code }) => code === choisie)
  const options = connue && !trouvees.some(({ value }) => value === choisie) ? [{ value: connue.code, label: connue.nom }, ...trouvees] : trouvees
  const vide = complet && communes.isSuccess && !communes.isPlaceholderData && options.length === 0
  return (
    <FormSelect
      name={`${prefixe}.commune`}
      label={t.commune}
      invite={t.communeInvite}
      aide={complet || choisie ? (vide ? t.communeVide : undefined) : t.communeAttente}
      options={options}
    />
  )
}

export function AdresseChamps({ prefixe, soi }: { prefixe: string; soi?: boolean }) {
  const { control } = useFormContext()
  const etranger = useWatch({ control, name: `${prefixe}.etranger` }) as boolean
  const complete = (valeur: string) => (soi ? valeur : 'off')
  return (
    <>
      <FormText name={`${prefixe}.numero`} label={t.numero} largeur="court" facultatif />
      <FormText name={`${prefixe}.voie`} label={t.voie} aide={t.voieAide} autoComplete={complete('address-line1')} />
      <FormText name={`${prefixe}.complement`} label={t.complement} aide={t.complementAide} facultatif autoComplete={complete('address-line2')} />
      <Depliable titre={t.preciser}>
        <FormText name={`${prefixe}.batiment`} label={t.batiment} facultatif largeur="court" maxLength={4} autoComplete="off" />
        <FormText name={`${prefixe}.escalier`} label={t.escalier} facultatif largeur="court" maxLength={4} autoComplete="off" />
        <FormText name={`${prefixe}.etage`} label={t.etage} facultatif largeur="court" maxLength={2} autoComplete="off" />
        <FormText name={`${prefixe}.appartement`} label={t.appartement} facultatif largeur="court" maxLength={4} autoComplete="off" />
        <FormText name={`${prefixe}.lieu_dit`} label={t.lieuDit} facultatif autoComplete="off" />
      </Depliable>
      <FormText
        name={`${prefixe}.code_postal`}
        label={t.codePostal}
        inputMode={etranger ? 'text' : 'numeric'}
        largeur="court"
        autoComplete={complete('postal-code')}
        maxLength={etranger ? 10 : 5}
        facultatif={etranger}
      />
      {etranger ? (
        <>
          <FormText name={`${prefixe}.ville_etrangere`} label={t.ville} autoComplete={complete('address-level2')} />
          <FormText name={`${prefixe}.pays`} label={t.pays} autoComplete={complete('country-name')} />
        </>
      ) : (
        <Commune prefixe={prefixe} />
      )}
      <FormCheckbox name={`${prefixe}.etranger`}>{t.etranger}</FormCheckbox>
      <FormText name={`${prefixe}.hebergeant`} label={t.hebergeant} aide={t.hebergeantAide} facultatif autoComplete="off" />
    </>
  )
}
