import { useController, useFormContext } from 'react-hook-form'
import { useListe } from '../../../api/territoire.tsx'
import { Button } from '../../../ui/Button.tsx'
import { idDuChamp } from '../../../ui/champ.ts'
import { FormText } from '../../../ui/form/fields.tsx'
import { Pile } from '../../../ui/Layout.tsx'
import { Select } from '../../../ui/Select.tsx'
import { texts } from '../texts.ts'
import style from './Ressources.module.css'

const t = texts.revenus

/** Les sommes reçues chaque mois par une personne : on ajoute celles qui existent, plutôt que d’écarter celles qui manquent. */
export function Ressources({ titulaire, label }: { titulaire: string; label: string }) {
  const ressources = useListe('ressource')
  const { control, setFocus, setValue } = useFormContext()
  const name = `revenus.ressources.${titulaire}`
  const { field } = useController({ name: `${name}.natures`, control })
  const natures = field.value as string[]
  const montant = (nature: string) => `${name}.montants.${nature}`
  const restantes = ressources.options.filter(({ value }) => !natures.includes(value))

  function ajouter(nature: string) {
    if (!nature) return
    setValue(montant(nature), '')
    field.onChange([...natures, nature])
    // once the line is drawn
    setTimeout(() => setFocus(montant(nature)))
  }

  return (
    <Pile>
      {natures.length > 0 && (
        <ul className={style.lignes}>
          {natures.map((nature) => (
            <li key={nature}>
              <FormText
                name={montant(nature)}
                label={ressources.libelle(nature)}
                inputMode="numeric"
                largeur="court"
                suffixe={t.parMois}
                autoComplete="off"
              />
              <Button
                allure="discret"
                petit
                aria-label={t.retirerQuoi(ressources.libelle(nature))}
                onPress={() => field.onChange(natures.filter((autre) => autre !== nature))}
              >
                {texts.foyer.retirer}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {restantes.length > 0 && (
        <Select
          id={idDuChamp(titulaire === 'a-charge' ? `${name}.natures` : 'revenus.ressources')}
          label={natures.length > 0 ? t.ajouterAutre : label}
          aide={natures.length > 0 ? undefined : t.naturesAide}
          invite={t.ajouter}
          value=""
          options={restantes}
          onChange={ajouter}
        />
      )}
    </Pile>
  )
}
