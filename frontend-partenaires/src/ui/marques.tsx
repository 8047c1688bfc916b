import { createContext, use, useMemo, type ReactElement, type ReactNode } from 'react'

interface Marques {
  /** Does this field carry the mark? Of a field that it does not know, it says nothing. */
  marque: (champ: string) => boolean | undefined
  /** Only those are shown. */
  seules: boolean
}

const Contexte = createContext<Marques>({ marque: () => undefined, seules: false })

export const MarquesDeChamps = Contexte.Provider

/** « occupants.2.nom » is the field « occupants.nom », of whichever occupant. */
export const sansRang = (name: string) => name.replace(/\.\d+(?=\.|$)/g, '')

export function useMarques() {
  const { marque, seules } = use(Contexte)
  return useMemo(() => {
    const dites = (champs: string) => champs.split(' ').map((champ) => marque(sansRang(champ)))
    return {
      marquee: (champs: string) => dites(champs).includes(true),
      // several fields in one row: what is not a field of its own says nothing
      cachee: (champs: string) => seules && dites(champs).includes(false) && dites(champs).every((dite) => !dite),
    }
  }, [marque, seules])
}

/** What is not a plain field, and comes from one: a ranked list, a group of lines. */
export function Marque({ champ, children }: { champ: string; children: ReactNode }): ReactElement | null {
  const { marquee, cachee } = useMarques()
  if (cachee(champ)) return null
  return (
    <div data-champ={champ} data-cerfa={marquee(champ) || undefined}>
      {children}
    </div>
  )
}
