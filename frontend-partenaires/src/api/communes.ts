import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { api, donnees } from './client.ts'
import type { Entree } from './nomenclatures.ts'

const PROPOSEES = 12
const FRAPPE = 150

const rechercheQuery = (q: string) =>
  queryOptions({
    queryKey: ['communes', q],
    queryFn: ({ signal }) => donnees(api.GET('/communes', { params: { query: { q, limit: PROPOSEES } }, signal })),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  })

/** Le nom des communes déjà choisies, dont l’adresse ou la fiche ne garde que le code INSEE. */
export function useNomsCommunes(codes: readonly (string | null | undefined)[]): (code: string | null | undefined) => string {
  const voulus = [...new Set(codes.filter((code) => code !== null && code !== undefined && code !== ''))].sort() as string[]
  const { data } = useQuery({
    queryKey: ['communes', 'codes', voulus],
    queryFn: ({ signal }) => donnees(api.GET('/communes', { params: { query: { codes: voulus } }, signal })),
    staleTime: Infinity,
    enabled: voulus.length > 0,
  })
  return useCallback((code) => (code ? (data?.find((commune) => commune.code === code)?.nom ?? code) : '—'), [data])
}

/** Ce qu’il faut à un champ où l’on choisit des communes : celles que la frappe propose, et le nom de celles déjà choisies. */
export function useChoixCommunes(choisies: readonly (string | null | undefined)[]): {
  options: readonly Entree[]
  libelleDe: (code: string | null | undefined) => string
  onRecherche: (saisie: string) => void
} {
  const [saisie, onRecherche] = useState('')
  const [q] = useDebouncedValue(saisie, FRAPPE)
  const { data } = useQuery(rechercheQuery(q))
  const libelleDe = useNomsCommunes(choisies)
  const options = useMemo(() => (data ?? []).map(({ code, nom, codes_postaux }) => ({ code, libelle: `${nom} (${codes_postaux[0] ?? code})` })), [data])
  return { options, libelleDe, onRecherche }
}
