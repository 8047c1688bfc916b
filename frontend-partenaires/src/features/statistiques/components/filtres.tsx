import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { organismesQuery } from '../queries.ts'
import type { StatistiquesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

const TAILLES = ['C', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6P'] as const

/** The address of the page is the question. */
export function useFiltres() {
  const filtres = useSearch({ from: '/connecte/prive/statistiques-de-cotation' })
  const aller = useNavigate({ from: '/statistiques-de-cotation' })
  const changer = (change: Partial<Record<keyof StatistiquesSearch, string>>) =>
    void aller({ search: (avant) => ({ ...avant, ...Object.fromEntries(Object.entries(change).map(([nom, valeur]) => [nom, valeur || undefined])) }), replace: true })
  return { filtres, changer }
}

export function Taille() {
  const { filtres, changer } = useFiltres()
  return (
    <NativeSelect
      label={textes.typologie}
      value={filtres.typologie ?? ''}
      onChange={(e) => changer({ typologie: e.currentTarget.value })}
      data={[{ value: '', label: textes.toutes }, ...TAILLES.map((t) => ({ value: t, label: t === 'C' ? 'Chambre' : t.replace('P', ' et plus') }))]}
    />
  )
}

export function Population() {
  const { filtres, changer } = useFiltres()
  return (
    <NativeSelect
      label={textes.population}
      value={filtres.population ?? 'tous'}
      onChange={(e) => changer({ population: e.currentTarget.value })}
      data={[
        { value: 'tous', label: 'Toutes' },
        { value: 'primo', label: 'Hors mutation' },
        { value: 'mutation', label: 'Mutations' },
      ]}
    />
  )
}

/** `types`: those offered. */
export function ChoixOrganisme({ nom, label, types }: { nom: 'bailleur' | 'reservataire'; label: string; types: readonly string[] }) {
  const { filtres, changer } = useFiltres()
  const organismes = useQuery(organismesQuery)
  const offerts = (organismes.data?.items ?? []).filter((o) => types.includes(o.type))
  return (
    <NativeSelect
      label={label}
      value={filtres[nom] ?? ''}
      onChange={(e) => changer({ [nom]: e.currentTarget.value })}
      data={[{ value: '', label: 'Tous' }, ...offerts.map((o) => ({ value: o.id, label: o.nom }))]}
    />
  )
}
