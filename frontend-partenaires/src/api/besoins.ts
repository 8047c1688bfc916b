import { useNomenclature, type Entree } from './nomenclatures.ts'
import { usePeut } from './session.ts'

/** What the reader may look for: health is not guessed by who may not read it. */
export function useBesoins(): readonly Entree[] {
  const sensible = usePeut('demandes:sensible')
  return useNomenclature('besoin').filter(({ code }) => sensible || code !== 'handicap')
}

export function useSouhaits(): readonly Entree[] {
  const sensible = usePeut('demandes:sensible')
  return useNomenclature('souhait').filter(({ code }) => sensible || code !== 'adapte_handicap')
}
