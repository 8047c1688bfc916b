import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client, donnees } from '../../api/client.ts'
import { maDemandeQuery } from '../../api/ma-demande.ts'
import { complet, type MaDemande } from '../../api/types.ts'

function useRecue() {
  const queries = useQueryClient()
  return (demande: MaDemande) => {
    queries.setQueryData(maDemandeQuery.queryKey, demande)
    void queries.invalidateQueries({ queryKey: ['mon-espace'] })
  }
}

export function useCommencer() {
  return useMutation({ mutationFn: async () => complet(await donnees(client.POST('/ma-demande'))), onSuccess: useRecue() })
}

export function useSoumettre() {
  return useMutation({
    mutationFn: async (version: number) => complet(await donnees(client.POST('/ma-demande/soumission', { body: { version } }))),
    onSuccess: useRecue(),
  })
}

export function useDeposerNir() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { personne_id: string; nir: string }) => donnees(client.PUT('/ma-demande/nir', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: maDemandeQuery.queryKey }),
  })
}
