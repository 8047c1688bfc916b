import { useController, useFormContext, useWatch } from 'react-hook-form'
import { useSecteurs } from '../../../api/secteurs.ts'
import type { Formulaire } from '../../../api/types.ts'
import { idDuChamp } from '../../../ui/champ.ts'
import { Groupe } from '../../../ui/form/Groupe.tsx'
import { Pile } from '../../../ui/Layout.tsx'
import { RankedList } from '../../../ui/RankedList.tsx'
import { Select } from '../../../ui/Select.tsx'
import { texts } from '../texts.ts'

const t = texts.recherche
type SecteurSouhaite = NonNullable<Formulaire['logement_recherche']>['secteurs'][number]

/** Des communes sous un seul nom : un EPCI qui n’en a pas dessiné n’ajoute rien à la page. */
export function Secteurs({ max }: { max: number }) {
  const { control } = useFormContext<{ logement_recherche: { communes: unknown[]; secteurs: SecteurSouhaite[] } }>()
  const { field, fieldState } = useController({ control, name: 'logement_recherche.secteurs' })
  const citees = useWatch({ control, name: 'logement_recherche.communes' })
  const { data = [] } = useSecteurs()
  const choisis = field.value
  const phrases = new Map(data.map(({ secteur, phrase }) => [secteur.id, phrase]))
  // deux EPCI donnent souvent le même nom : « Bourgs et villages »
  const noms = new Map(data.map(({ secteur, epci_nom }) => [secteur.id, `${secteur.nom}, ${epci_nom}`]))
  const proposes = data.filter(({ secteur }) => !choisis.some(({ id }) => id === secteur.id))
  if (choisis.length === 0 && data.length === 0) return null
  return (
    <Groupe titre={t.secteurs} aide={t.secteursAide(max)}>
      <Pile>
        {choisis.length > 0 && (
          <RankedList
            label={t.secteurs}
            debut={citees.length + 1}
            rangs={choisis.map(({ id, nom }) => ({ cle: id, nom: noms.get(id) ?? nom }))}
            textes={texts.classement}
            onChange={(ids) => field.onChange(ids.flatMap((id) => choisis.filter((choisi) => choisi.id === id)))}
          />
        )}
        {choisis.map(({ id, nom }) => phrases.has(id) && <p key={id}>{t.secteurCouvre(noms.get(id) ?? nom, phrases.get(id) ?? '')}</p>)}
        {choisis.length >= max ? (
          <p role="status">{t.secteursComplet}</p>
        ) : (
          <Select
            id={idDuChamp('logement_recherche.secteurs')}
            name="logement_recherche.secteurs"
            invite={t.secteurInvite}
            label={t.secteur}
            aide={t.secteurAide}
            erreur={fieldState.error?.message}
            facultatif
            value=""
            options={proposes.map(({ secteur }) => ({ value: secteur.id, label: noms.get(secteur.id) ?? secteur.nom }))}
            onChange={(id) => {
              const choisi = proposes.find(({ secteur }) => secteur.id === id)
              if (choisi) field.onChange([...choisis, choisi.secteur])
            }}
          />
        )}
      </Pile>
    </Groupe>
  )
}
