import { useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useListe } from '../../../api/territoire.tsx'
import type { Personne } from '../../../api/types.ts'
import { nirEstValide, nirSansEspaces } from '../../../lib/nir.ts'
import { Button } from '../../../ui/Button.tsx'
import { FormCheckbox, FormDate, FormRadio, FormSelect, FormText } from '../../../ui/form/fields.tsx'
import { jourPasse, siRempli, z } from '../../../ui/form/schema.ts'
import { Rangee } from '../../../ui/Layout.tsx'
import { ouNul, ouVide } from '../contexte.tsx'
import { texts } from '../texts.ts'

const t = texts.personne

const jourPasseFacultatif = z.union([z.literal(''), jourPasse(texts.personne.neLe)])

export const identiteSchema = {
  civilite: z.string(),
  nom_naissance: z.string(),
  nom_usage: z.string(),
  prenoms: z.string(),
  ne_le: jourPasseFacultatif,
  nationalite: z.string(),
  situation_familiale: z.string(),
  situation_familiale_depuis: jourPasseFacultatif,
  handicap: z.boolean(),
  nir: siRempli(/^[\d\sABab.-]+$/, t.nirFaux).check(z.refine((texte) => texte === '' || nirEstValide(texte), { error: t.nirFaux })),
}

export interface IdentiteValeurs {
  civilite: string
  nom_naissance: string
  nom_usage: string
  prenoms: string
  ne_le: string
  nationalite: string
  situation_familiale: string
  situation_familiale_depuis: string
  handicap: boolean
  nir: string
}

export function lireIdentite(personne: Partial<Personne> | null | undefined): IdentiteValeurs {
  return {
    civilite: ouVide(personne?.civilite),
    nom_naissance: ouVide(personne?.nom_naissance),
    nom_usage: ouVide(personne?.nom_usage),
    prenoms: ouVide(personne?.prenoms),
    ne_le: ouVide(personne?.ne_le),
    nationalite: ouVide(personne?.nationalite),
    situation_familiale: ouVide(personne?.situation_familiale),
    situation_familiale_depuis: ouVide(personne?.situation_familiale_depuis),
    handicap: personne?.handicap ?? false,
    nir: '',
  }
}

export function ecrireIdentite(valeurs: IdentiteValeurs) {
  return {
    civilite: ouNul(valeurs.civilite) as Personne['civilite'],
    nom_naissance: ouNul(valeurs.nom_naissance),
    nom_usage: ouNul(valeurs.nom_usage),
    prenoms: ouNul(valeurs.prenoms),
    ne_le: ouNul(valeurs.ne_le),
    nationalite: ouNul(valeurs.nationalite) as Personne['nationalite'],
    situation_familiale: ouNul(valeurs.situation_familiale) as Personne['situation_familiale'],
    situation_familiale_depuis: ENGAGEMENTS.has(valeurs.situation_familiale) ? ouNul(valeurs.situation_familiale_depuis) : null,
    handicap: valeurs.handicap,
  }
}

export const nirDe = (valeurs: IdentiteValeurs) => (valeurs.nir ? nirSansEspaces(valeurs.nir) : null)

function NirChamp({ name, connu }: { name: string; connu: boolean }) {
  const [changer, demander] = useState(false)
  const erreur = useFormContext().getFieldState(name).error
  if (connu && !changer && !erreur) {
    return (
      <Rangee>
        <span>{t.nirConnu}</span>
        <Button allure="discret" petit onPress={() => demander(true)}>
          {t.nirChanger}
        </Button>
      </Rangee>
    )
  }
  return <FormText name={name} label={t.nir} aide={t.nirAide} inputMode="text" autoComplete="off" largeur="moyen" />
}

/** Une situation qui a commencé un jour : mariage, divorce, séparation, PACS, veuvage. */
const ENGAGEMENTS = new Set(['M', 'D', 'S', 'P', 'V'])

function SituationDepuis({ prefixe }: { prefixe: string }) {
  const { control } = useFormContext()
  const situation = useWatch({ control, name: `${prefixe}.situation_familiale` }) as string
  if (!ENGAGEMENTS.has(situation)) return null
  return <FormDate name={`${prefixe}.situation_familiale_depuis`} label={t.situationDepuis} aide={t.situationDepuisAide} facultatif />
}

interface PersonneChampsProps {
  prefixe: string
  nirConnu: boolean
  soi?: boolean
}

export function PersonneChamps({ prefixe, nirConnu, soi }: PersonneChampsProps) {
  const civilites = useListe('civilite')
  const nationalites = useListe('nationalite')
  const situations = useListe('situation_familiale')
  const complete = (valeur: string) => (soi ? valeur : 'off')
  return (
    <>
      <FormRadio name={`${prefixe}.civilite`} label={t.civilite} options={civilites.options} cote />
      <FormText name={`${prefixe}.nom_naissance`} label={t.naissance} aide={t.naissanceAide} autoComplete={complete('family-name')} />
      <FormText name={`${prefixe}.nom_usage`} label={t.usage} aide={t.usageAide} facultatif autoComplete="off" />
      <FormText name={`${prefixe}.prenoms`} label={t.prenoms} aide={t.prenomsAide} autoComplete={complete('given-name')} />
      <FormDate name={`${prefixe}.ne_le`} label={t.neLe} aide={t.neLeAide} naissance={soi} />
      <FormRadio name={`${prefixe}.nationalite`} label={t.nationalite} options={nationalites.options} />
      <FormSelect name={`${prefixe}.situation_familiale`} label={t.situation} aide={t.situationAide} options={situations.options} largeur="moyen" />
      <SituationDepuis prefixe={prefixe} />
      <NirChamp name={`${prefixe}.nir`} connu={nirConnu} />
      <FormCheckbox name={`${prefixe}.handicap`}>{t.handicap}</FormCheckbox>
    </>
  )
}
