import { queryOptions } from '@tanstack/react-query'
import { problemFrom, ReseauAbsent } from './problem.ts'

export interface Contour {
  type: 'Feature'
  properties: { code: string; nom: string }
  geometry: { type: 'Polygon'; coordinates: [number, number][][] } | { type: 'MultiPolygon'; coordinates: [number, number][][][] }
}

export interface Contours {
  type: 'FeatureCollection'
  features: Contour[]
}

/** The outlines of the communes: a static file of ours, no tile server. */
export const contoursQuery = (dep: string) =>
  queryOptions({
    queryKey: ['territoires', dep, 'geo'],
    queryFn: async () => {
      const response = await globalThis.fetch(`/geo/${dep}.json`).catch((cause: unknown) => {
        throw new ReseauAbsent(cause)
      })
      if (!response.ok) throw await problemFrom(response)
      return (await response.json()) as Contours
    },
    staleTime: Infinity,
  })
