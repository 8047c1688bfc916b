import { useFormContext, useWatch } from 'react-hook-form'
import { useListe, useTerritoire } from '../../../api/territoire.tsx'
import type { Formulaire } from '../../../api/types.ts'
import { FormCheckboxes, FormDate, FormText } from '../../../ui/form/fields.tsx'
import { Groupe } from '../../../ui/form/Groupe.tsx'
import { jourFacultatif, z } from '../../../ui/form/schema.ts'
import { RankedList } from '../../../ui/RankedList.tsx'
import { EtapeFormulaire } from '../components/EtapeFormulaire.tsx'
import { ouNul, ouVide } from '../contexte.tsx'
import { texts } from '../texts.ts'

const t = texts.motifs
const AUTRE_MOTIF = '23'
const EXPULSION = '05'

const schema = z.object({ motifs: z.object({ codes: z.array(z.string()), autre: z.string(), jugement_le: jourFacultatif }) })
const lire = ({ motifs }: Formulaire) => ({ motifs: { codes: motifs.codes as string[], autre: ouVide(motifs.autre), jugement_le: ouVide(motifs.jugement_le) } })
type Valeurs = ReturnType<typeof lire>
type Motifs = Formulaire['motifs']
const ecrire = ({ motifs: { codes, autre, jugement_le } }: Valeurs) => ({
  motifs: {
    codes: codes as Motifs['codes'],
    autre: codes.includes(AUTRE_MOTIF) ? ouNul(autre) : null,
    jugement_le: codes.includes(EXPULSION) ? ouNul(jugement_le) : null,
  },
})

function Choisis() {
  const { control, setValue } = useFormContext<Valeurs>()
  const codes = useWatch({ control, name: 'motifs.codes' })
  const motifs = useListe('motif')
  return (
    <>
      {codes.length > 1 && (
        <Groupe titre={t.ordre}>
          <RankedList
            label={t.ordre}
            rangs={codes.map((code) => ({ cle: code, nom: motifs.libelle(code) }))}
            textes={texts.classement}
            onChange={(suite) => setValue('motifs.codes', suite, { shouldDirty: true })}
          />
        </Groupe>
      )}
      {codes.includes(EXPULSION) && <FormDate name="motifs.jugement_le" label={t.jugement} aide={t.jugementAide} facultatif />}
      {codes.includes(AUTRE_MOTIF) && <FormText name="motifs.autre" label={t.autre} autoComplete="off" />}
    </>
  )
}

export function MotifsEtape() {
  const { nb_motifs_max: max } = useTerritoire()
  const motifs = useListe('motif')
  return (
    <EtapeFormulaire etape="motifs" schema={schema} lire={lire} ecrire={ecrire}>
      {() => (
        <>
          <FormCheckboxes
            name="motifs.codes"
            label={t.question}
            aide={t.aide(max)}
            options={motifs.options}
            maximum={{ nombre: max, atteint: t.complet(max) }}
          />
          <Choisis />
        </>
      )}
    </EtapeFormulaire>
  )
}
