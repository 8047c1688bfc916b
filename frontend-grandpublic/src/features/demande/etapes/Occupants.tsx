import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { useListe } from '../../../api/territoire.tsx'
import { dateLongue } from '../../../lib/dates.ts'
import { Button } from '../../../ui/Button.tsx'
import { FormCheckbox, FormDate, FormOuiNon, FormRadio, FormSelect, FormText } from '../../../ui/form/fields.tsx'
import { Pile, Rangee } from '../../../ui/Layout.tsx'
import { useDemande } from '../contexte.tsx'
import { texts } from '../texts.ts'
import { Fiche, useFiches } from './Fiche.tsx'
import type { FoyerValeurs, OccupantValeurs } from './foyer.ts'
import style from './Foyer.module.css'

const t = texts.foyer

const SEXES = [
  { value: 'F', label: t.fille },
  { value: 'M', label: t.garcon },
]
const OCCUPANT_VIDE = { prenom: '', nom: '', ne_le: '', sexe: '', lien: '', a_charge: '', coparentalite: '', handicap: false }

export function Occupants() {
  const { formulaire } = useDemande()
  const { control, formState } = useFormContext<FoyerValeurs>()
  const { fields, append, remove } = useFieldArray({ control, name: 'occupants' })
  const valeurs = useWatch({ control, name: 'occupants' })
  const parentes = useListe('lien_parente').options.map(({ value, label }) => ({ value, label: t.parentes[value] ?? label }))
  const partages = useListe('coparentalite')
  const fiches = useFiches(formulaire.occupants.map(({ id }) => ({ cle: id })))
  const resume = (occupant: OccupantValeurs | undefined) =>
    [parentes.find(({ value }) => value === occupant?.lien)?.label, occupant?.ne_le && dateLongue(occupant.ne_le)].filter(Boolean).join(', ')
  return (
    <Pile>
      <h2>{t.enfants}</h2>
      <p className={style.resume}>{t.enfantsAide}</p>
      {fields.map(({ id, cle }, rang) => {
        const repliee = fiches.repliee(cle, Boolean(formState.errors.occupants?.[rang]))
        return (
          <Fiche
            key={id}
            titre={[valeurs[rang]?.prenom, valeurs[rang]?.nom.toUpperCase()].filter(Boolean).join(' ') || t.nouvellePersonne}
            resume={repliee ? resume(valeurs[rang]) : ''}
            repliee={repliee}
            onModifier={() => fiches.ouvrir(cle)}
            onRetirer={() => remove(rang)}
          >
            <FormText name={`occupants.${rang}.prenom`} label={t.prenom} autoComplete="off" />
            <FormText name={`occupants.${rang}.nom`} label={t.nom} autoComplete="off" />
            <FormDate name={`occupants.${rang}.ne_le`} label={texts.personne.neLe} />
            <FormRadio name={`occupants.${rang}.sexe`} label={t.sexe} options={SEXES} cote />
            <FormRadio name={`occupants.${rang}.lien`} label={t.parente} options={parentes} />
            <FormOuiNon name={`occupants.${rang}.a_charge`} label={t.charge} aide={t.chargeAide} />
            {valeurs[rang]?.lien === 'E' && (
              <FormSelect
                name={`occupants.${rang}.coparentalite`}
                label={t.partage}
                aide={t.partageAide}
                invite={t.aucunPartage}
                options={partages.options}
              />
            )}
            <FormCheckbox name={`occupants.${rang}.handicap`}>{t.mdph}</FormCheckbox>
          </Fiche>
        )
      })}
      <Rangee>
        <Button allure="secondaire" onPress={() => append({ ...OCCUPANT_VIDE, cle: crypto.randomUUID() })}>
          {t.ajouterEnfant}
        </Button>
      </Rangee>
    </Pile>
  )
}
