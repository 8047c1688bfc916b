import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from './client.ts'
import { lues } from './lecture.ts'
import { useTerritoire } from './territoire.tsx'

const communesQuery = (dep: string, q: string, partout: boolean) =>
  queryOptions({
    queryKey: ['territoires', dep, 'communes', q, partout],
    queryFn: () => lues(client.GET('/territoires/{departement}/communes', { params: { path: { departement: dep }, query: { q, partout } } })),
    staleTime: 3_600_000,
    placeholderData: keepPreviousData,
  })

const SAISIE_MINIMALE = 2

/** Les communes dont le nom ou le code commence par la saisie : du département, ou de toute la France. */
export function useCommunes(recherche: string, { partout = false } = {}) {
  const { code } = useTerritoire()
  const q = recherche.trim()
  return useQuery({ ...communesQuery(code, q, partout), enabled: q.length >= SAISIE_MINIMALE })
}

const AU_PLUS = 6

/** Une commune qui se cherche par ses premières lettres : ce que montre une liste de suggestions. */
export function useChercherUneCommune(aucune: string) {
  const [saisie, saisir] = useState('')
  const communes = useCommunes(saisie)
  const cherche = saisie.trim().length >= SAISIE_MINIMALE
  const trouvees = cherche ? (communes.data ?? []).slice(0, AU_PLUS) : []
  const vide = cherche && communes.isSuccess && !communes.isPlaceholderData && trouvees.length === 0
  return {
    saisir,
    nomDe: (code: string) => trouvees.find((commune) => commune.code === code)?.nom ?? '',
    liste: {
      name: 'commune',
      value: saisie,
      onChange: saisir,
      etat: vide ? aucune : undefined,
      resultats: trouvees.map(({ code, nom, codes_postaux }) => ({ cle: code, titre: nom, precision: codes_postaux[0] })),
    },
  }
}
