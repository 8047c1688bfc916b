import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { pluriel } from '@/lib/montants.ts'
import { manquantsDuNir } from '../nir.ts'
import { useDeposerNir } from '../queries/gestes.ts'
import type { Nirs } from './NirField.tsx'

const sans = (table: Readonly<Record<string, string>>, cle: string) => Object.fromEntries(Object.entries(table).filter(([autre]) => autre !== cle))

/** The numbers typed in the form, until the vault has them: then nothing of them stays here. */
export function useNirs(connus: readonly string[]) {
  const [saisis, setSaisis] = useState<Readonly<Record<string, string>>>({})
  const [refus, setRefus] = useState<Readonly<Record<string, string>>>({})
  const { mutateAsync } = useDeposerNir()
  const tapes = Object.entries(saisis).filter(([, nir]) => nir.trim() !== '')

  const nirs: Nirs = {
    saisis,
    refus,
    connus,
    ecrire: (personneId, nir) => {
      setSaisis((avant) => ({ ...avant, [personneId]: nir }))
      setRefus((avant) => sans(avant, personneId))
    },
  }

  /** Before anything leaves: a number cut short is said at once. */
  const entiers = () => {
    const courts = tapes.filter(([, nir]) => manquantsDuNir(nir) > 0).map(([id, nir]) => [id, `Encore ${pluriel(manquantsDuNir(nir), 'caractère')} : 13 et leur clé.`] as const)
    if (courts.length > 0) setRefus((avant) => ({ ...avant, ...Object.fromEntries(courts) }))
    return courts.length === 0
  }

  /** One request a number; false when one is refused, with its reason under its field. */
  const deposer = async (demandeId: string) => {
    let tous = true
    for (const [personne_id, nir] of tapes) {
      try {
        await mutateAsync({ demandeId, personne_id, nir })
        setSaisis((avant) => sans(avant, personne_id))
      } catch (erreur) {
        tous = false
        setRefus((avant) => ({ ...avant, [personne_id]: phraseDe(erreur) }))
      }
    }
    return tous
  }

  return { nirs, tapes: tapes.map(([id]) => id), entiers, deposer }
}
