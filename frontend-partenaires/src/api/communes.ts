import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, queryOptions, useQueries, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { api, donnees } from './client.ts'
import type { Entree } from './nomenclatures.ts'
import type { CommuneCourte } from './types.ts'

const PROPOSEES = 12
const FRAPPE = 150

/** By the beginning of a name, by postcode or by INSEE code. */
const communesQuery = (q: string, partout: boolean) =>
  queryOptions({
    queryKey: ['communes', q, partout],
    queryFn: ({ signal }) => donnees(api.GET('/communes', { params: { query: { q, partout, size: PROPOSEES } }, signal })),
    staleTime: Infinity,
  })

const AUCUNE: readonly CommuneCourte[] = []

/** Le nom des communes déjà choisies, dont la fiche ne garde que le code INSEE ; `connues` évite de le demander. */
export function useNomsCommunes(
  codes: readonly (string | null | undefined)[],
  connues: readonly CommuneCourte[] = AUCUNE,
): (code: string | null | undefined) => string {
  const inconnus = [...new Set(codes)].filter((code) => code && !connues.some((commune) => commune.code === code)) as string[]
  const trouvees = useQueries({
    queries: inconnus.map((code) => communesQuery(code, true)),
    combine: (resultats) => resultats.flatMap(({ data }) => data ?? []),
  })
  return useCallback((code) => (code ? ([...connues, ...trouvees].find((commune) => commune.code === code)?.nom ?? code) : '—'), [connues, trouvees])
}

interface Choix {
  options: readonly Entree[]
  libelleDe: (code: string | null | undefined) => string
  onRecherche: (saisie: string) => void
}

/** Ce qu’il faut à un champ où l’on choisit des communes : celles que la frappe propose, et le nom de celles déjà choisies. */
export function useChoixCommunes(choisies: readonly (string | null | undefined)[], partout = false): Choix {
  const [saisie, onRecherche] = useState('')
  const [q] = useDebouncedValue(saisie, FRAPPE)
  const { data } = useQuery({ ...communesQuery(q, partout), placeholderData: keepPreviousData })
  const libelleDe = useNomsCommunes(choisies, data)
  const options = useMemo(() => (data ?? []).map(({ code, nom, codes_postaux }) => ({ code, libelle: `${nom} (${codes_postaux[0] ?? code})` })), [data])
  return { options, libelleDe, onRecherche }
}
