import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { useListe } from '../../../api/territoire.tsx'
import { Button, ButtonLink } from '../../../ui/Button.tsx'
import { Depliable } from '../../../ui/Depliable.tsx'
import { FormSelect, FormText } from '../../../ui/form/fields.tsx'
import { Groupe } from '../../../ui/form/Groupe.tsx'
import { Pile, Rangee } from '../../../ui/Layout.tsx'
import { nomDe, PERSONNE_VIDE, useDemande } from '../contexte.tsx'
import { texts } from '../texts.ts'
import { AdresseChamps } from './AdresseChamps.tsx'
import { Fiche, useFiches } from './Fiche.tsx'
import type { FoyerValeurs } from './foyer.ts'
import style from './Foyer.module.css'
import { AutresMoyens, lireJoindre, LogementAilleurs } from './joindre.tsx'
import { lireIdentite, PersonneChamps } from './personne.tsx'

const t = texts.foyer

/** Sans adresse, cette personne vit et reçoit son courrier à celle du demandeur. */
function Joindre({ prefixe }: { prefixe: string }) {
  const { control } = useFormContext()
  const voie = useWatch({ control, name: `${prefixe}.adresse.voie` }) as string
  return (
    <>
      <FormText name={`${prefixe}.telephone`} label={texts.coordonnees.telephone} facultatif type="tel" inputMode="tel" autoComplete="off" largeur="moyen" />
      <FormText name={`${prefixe}.email`} label={texts.coordonnees.email} facultatif type="email" inputMode="email" autoComplete="off" />
      <AutresMoyens prefixe={prefixe} />
      <Groupe titre={texts.coordonnees.sonAdresse} aide={texts.coordonnees.sonAdresseAide}>
        <AdresseChamps prefixe={`${prefixe}.adresse`} />
      </Groupe>
      {voie && <LogementAilleurs prefixe={prefixe} question={texts.coordonnees.laPersonneIci} titre={texts.coordonnees.sonLogement} />}
    </>
  )
}

export function Adultes() {
  const { demande, formulaire } = useDemande()
  const { control, formState } = useFormContext<FoyerValeurs>()
  const { fields, append, remove } = useFieldArray({ control, name: 'codemandeurs' })
  const valeurs = useWatch({ control, name: 'codemandeurs' })
  const liens = useListe('lien_codemandeur')
  const enregistree = demande.numero_unique !== null
  const fiches = useFiches(formulaire.codemandeurs.map(({ id }) => ({ cle: id })))
  return (
    <Pile>
      <h2>{t.adultes}</h2>
      <p className={style.resume}>{t.adultesAide}</p>
      {fields.map(({ id, cle }, rang) => (
        <Fiche
          key={id}
          titre={nomDe(valeurs[rang] ?? PERSONNE_VIDE, t.nouvelAdulte)}
          resume={liens.libelle(valeurs[rang]?.lien)}
          repliee={fiches.repliee(cle, Boolean(formState.errors.codemandeurs?.[rang]))}
          onModifier={() => fiches.ouvrir(cle)}
          onRetirer={enregistree && formulaire.codemandeurs.some(({ id: connu }) => connu === cle) ? undefined : () => remove(rang)}
        >
          <FormSelect name={`codemandeurs.${rang}.lien`} label={t.lien} options={liens.options} />
          <PersonneChamps prefixe={`codemandeurs.${rang}`} nirConnu={demande.nirs_connus.includes(cle)} />
          <Depliable titre={texts.coordonnees.siennes}>
            <Joindre prefixe={`codemandeurs.${rang}`} />
          </Depliable>
        </Fiche>
      ))}
      {!enregistree ? (
        <Rangee>
          <Button allure="secondaire" onPress={() => append({ ...lireIdentite(null), ...lireJoindre(null), cle: crypto.randomUUID(), lien: '' })}>
            {t.ajouterAdulte}
          </Button>
        </Rangee>
      ) : (
        <>
          <p className={style.resume}>{t.arriveeAide}</p>
          <Rangee>
            <ButtonLink allure="secondaire" href="/mon-espace/personnes">
              {t.arrivee}
            </ButtonLink>
          </Rangee>
        </>
      )}
    </Pile>
  )
}
