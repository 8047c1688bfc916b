import { queryOptions, useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { client } from './client.ts'
import { lues } from './lecture.ts'
import type { CodeLibelle, Territoire } from './types.ts'

const REFERENTIEL = { staleTime: 3_600_000, gcTime: Infinity }

export const territoiresQuery = queryOptions({
  queryKey: ['territoires'],
  queryFn: () => lues(client.GET('/territoires')),
  ...REFERENTIEL,
})

export const territoireQuery = (dep: string) =>
  queryOptions({
    queryKey: ['territoires', dep],
    queryFn: () => lues(client.GET('/territoires/{departement}', { params: { path: { departement: dep } } })),
    ...REFERENTIEL,
  })

export const nomenclaturesQuery = (dep: string) =>
  queryOptions({
    queryKey: ['territoires', dep, 'nomenclatures'],
    queryFn: () => lues(client.GET('/territoires/{departement}/nomenclatures', { params: { path: { departement: dep } } })),
    ...REFERENTIEL,
  })

export const TerritoireContext = createContext<Territoire | null>(null)

/** Le territoire de la page : le cadre ne montre rien d’autre avant de l’avoir. */
export function useTerritoire(): Territoire {
  const territoire = useContext(TerritoireContext)
  if (!territoire) throw new Error('useTerritoire hors du cadre d’un territoire')
  return territoire
}

const AUCUN: readonly CodeLibelle[] = []

/** Une liste de codes avec ses libellés, et de quoi lire un code. */
export function useListe(nom: string): { options: { value: string; label: string }[]; libelle: (code: string | null | undefined) => string } {
  const { code: dep } = useTerritoire()
  const liste = useQuery(nomenclaturesQuery(dep)).data?.listes[nom] ?? AUCUN
  return {
    options: liste.map(({ code, libelle }) => ({ value: code, label: libelle })),
    libelle: (code) => liste.find((entree) => entree.code === code)?.libelle ?? code ?? '',
  }
}
