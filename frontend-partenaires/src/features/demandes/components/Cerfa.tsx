import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, type ReactElement, type ReactNode } from 'react'
import { nomenclaturesQuery } from '@/api/nomenclatures.ts'
import { MarquesDeChamps } from '@/ui/marques.tsx'
import { textes } from '../texts.ts'

/** The filter is in the address: it stays as one goes from tab to tab. */
export const useSeulementCerfa = (): boolean => useSearch({ strict: false, select: ({ cerfa }) => cerfa === true })

/** Marks the fields that come from the national form; `tout` shows the others whatever the filter says. */
export function ChampsDuCerfa({ tout = false, children }: { tout?: boolean; children: ReactNode }): ReactElement {
  const champs = useQuery(nomenclaturesQuery).data?.champs
  const seules = useSeulementCerfa() && !tout
  const marques = useMemo(() => {
    const nationaux = new Map(champs?.map(({ champ, national }) => [champ, national]))
    return { marque: (champ: string) => nationaux.get(champ), seules }
  }, [champs, seules])
  return <MarquesDeChamps value={marques}>{children}</MarquesDeChamps>
}

export function SeulementCerfa(): ReactElement {
  const seulement = useSeulementCerfa()
  const navigate = useNavigate()
  return (
    <Checkbox
      size="sm"
      label={textes.seulementCerfa}
      checked={seulement}
      onChange={(event) => void navigate({ to: '.', search: (avant) => ({ ...avant, cerfa: event.currentTarget.checked || undefined }), replace: true, resetScroll: false, hash: true })}
    />
  )
}
