import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { useListe } from '../../../api/territoire.tsx'
import { Button } from '../../../ui/Button.tsx'
import { FormDate, FormRadio, FormText } from '../../../ui/form/fields.tsx'
import { Pile, Rangee } from '../../../ui/Layout.tsx'
import { nomDe, PERSONNE_VIDE, useDemande } from '../contexte.tsx'
import { texts } from '../texts.ts'
import { Fiche, useFiches } from './Fiche.tsx'
import type { FoyerValeurs } from './foyer.ts'
import style from './Foyer.module.css'

const t = texts.foyer
const VIDE = { civilite: '', nom_naissance: '', nom_usage: '', prenoms: '', ne_le: '', lien: '', numero_unique: '' }

/** Chacun a sa demande et son bail : on ne demande d’un colocataire que de quoi rapprocher les deux demandes. */
export function Colocataires() {
  const { formulaire } = useDemande()
  const { control, formState } = useFormContext<FoyerValeurs>()
  const { fields, append, remove } = useFieldArray({ control, name: 'colocataires' })
  const valeurs = useWatch({ control, name: 'colocataires' })
  const liens = useListe('lien_colocataire')
  const civilites = useListe('civilite')
  const fiches = useFiches(formulaire.colocataires.map(({ id }) => ({ cle: id })))
  return (
    <Pile>
      <h2>{t.colocataires}</h2>
      <p className={style.resume}>{t.colocatairesAide}</p>
      {fields.map(({ id, cle }, rang) => (
        <Fiche
          key={id}
          titre={nomDe(valeurs[rang] ?? PERSONNE_VIDE, t.nouveauColocataire)}
          resume={liens.libelle(valeurs[rang]?.lien)}
          repliee={fiches.repliee(cle, Boolean(formState.errors.colocataires?.[rang]))}
          onModifier={() => fiches.ouvrir(cle)}
          onRetirer={() => remove(rang)}
        >
          <FormRadio name={`colocataires.${rang}.civilite`} label={texts.personne.civilite} options={civilites.options} cote />
          <FormText name={`colocataires.${rang}.nom_naissance`} label={texts.personne.naissance} autoComplete="off" />
          <FormText name={`colocataires.${rang}.nom_usage`} label={texts.personne.usage} facultatif autoComplete="off" />
          <FormText name={`colocataires.${rang}.prenoms`} label={texts.personne.prenoms} autoComplete="off" />
          <FormDate name={`colocataires.${rang}.ne_le`} label={texts.personne.neLe} facultatif />
          <FormRadio name={`colocataires.${rang}.lien`} label={t.lien} options={liens.options} />
          <FormText name={`colocataires.${rang}.numero_unique`} label={t.numeroColocataire} aide={t.numeroColocataireAide} facultatif autoComplete="off" />
        </Fiche>
      ))}
      <Rangee>
        <Button allure="secondaire" onPress={() => append({ ...VIDE, cle: crypto.randomUUID() })}>
          {t.ajouterColocataire}
        </Button>
      </Rangee>
    </Pile>
  )
}
