import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import type { SimulationVue } from '@/api/types.ts'

const SUIVI_MS = 1500
const chemin = (simulationId: string) => ({ path: { simulation_id: simulationId } })
export const enRoute = (simulation: { etat: SimulationVue['etat'] } | undefined): boolean => simulation?.etat === 'en_cours'

export const simulationsQuery = (page: number) =>
  queryOptions({
    queryKey: ['simulations', 'liste', page],
    queryFn: ({ signal }) => donnees(api.GET('/simulations-de-grilles', { params: { query: { page } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(enRoute) ? SUIVI_MS : false),
  })

export const simulationQuery = (simulationId: string) =>
  queryOptions({
    queryKey: ['simulations', simulationId],
    queryFn: ({ signal }) => donnees(api.GET('/simulations-de-grilles/{simulation_id}', { params: chemin(simulationId), signal })),
    refetchInterval: ({ state }) => (enRoute(state.data) ? SUIVI_MS : false),
  })

/** The same list as the page of the grids, read apart: no feature reads another. */
export const grillesASimulerQuery = queryOptions({
  queryKey: ['grilles-de-cotation'],
  queryFn: ({ signal }) => donnees(api.GET('/grilles-de-cotation', { signal })),
})

export interface Essai {
  grille_id: string
  comparee_id: string | null
  graine?: number
}

function useGeste<V>(mutationFn: (variables: V) => Promise<SimulationVue>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async (simulation) => {
      client.setQueryData(simulationQuery(simulation.id).queryKey, simulation)
      await client.invalidateQueries({ queryKey: ['simulations', 'liste'] })
    },
  })
}

export const useSimuler = () =>
  useGeste((essai: Essai) => donnees(api.POST('/simulations-de-grilles', { params: { header: idempotence(crypto.randomUUID()) }, body: essai })))

export const useAnnulerSimulation = () =>
  useGeste(({ id }: SimulationVue) => donnees(api.POST('/simulations-de-grilles/{simulation_id}/annulation', { params: chemin(id) })))
