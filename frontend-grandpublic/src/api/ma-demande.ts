import { queryOptions } from '@tanstack/react-query'
import { client, donnees } from './client.ts'
import { estIntrouvable } from './problem.ts'
import { complet, type MaDemande } from './types.ts'

export const maDemandeQuery = queryOptions({
  queryKey: ['ma-demande'],
  queryFn: async (): Promise<MaDemande | null> => {
    try {
      return complet(await donnees(client.GET('/ma-demande')))
    } catch (erreur) {
      // no demande yet is an answer, not a failure
      if (estIntrouvable(erreur)) return null
      throw erreur
    }
  },
})
