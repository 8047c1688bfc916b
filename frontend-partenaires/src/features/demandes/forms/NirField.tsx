import { TextInput } from '@mantine/core'
import { createContext, use, type ReactElement } from 'react'
import { useWatch, type Control } from 'react-hook-form'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { exigenceDuNir } from '../nir.ts'
import type { CheminPersonne } from './AdresseFields.tsx'
import type { Saisie } from './schema.ts'

/** What is typed here goes to the vault by its own request: it is no part of the form, which is read back. */
export interface Nirs {
  /** By person: what is typed, and why it was refused. */
  saisis: Readonly<Record<string, string>>
  refus: Readonly<Record<string, string>>
  /** Those whose number is already in the vault. */
  connus: readonly string[]
  ecrire: (personneId: string, nir: string) => void
}

const Contexte = createContext<Nirs>({ saisis: {}, refus: {}, connus: [], ecrire: () => undefined })

export const NirsSaisis = Contexte.Provider

export function ChampNir({ control, chemin }: { control: Control<Saisie>; chemin: CheminPersonne }): ReactElement {
  const { saisis, refus, connus, ecrire } = use(Contexte)
  const [id, nationalite, nature] = useWatch({ control, name: [`${chemin}.id`, `${chemin}.nationalite`, 'nature'] })
  const connu = connus.includes(id)
  const { obligatoire, phrase } = exigenceDuNir(nationalite, nature)
  return (
    <Rangee colonnes={4}>
      <TextInput
        id={`${chemin}.nir`}
        label="N° sécurité sociale"
        description={connu ? 'Déjà enregistré : ne l’écrivez que pour le remplacer.' : phrase}
        withAsterisk={obligatoire && !connu}
        aria-required={obligatoire && !connu}
        autoComplete="off"
        maxLength={21}
        value={saisis[id] ?? ''}
        error={refus[id]}
        onChange={(event) => ecrire(id, event.currentTarget.value)}
      />
    </Rangee>
  )
}
