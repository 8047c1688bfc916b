import { queryOptions } from '@tanstack/react-query'
import { enFrancais } from '../lib/typographie.ts'
import { client, donnees } from './client.ts'
import { estIntrouvable } from './problem.ts'
import type { components } from './schema.d.ts'
import { complet, type MaDemande } from './types.ts'

/** Les phrases se lisent mieux typographiées ; le formulaire, qui repart au serveur, reste tel quel. */
export function demandeRecue(recue: components['schemas']['DemandeDetail']): MaDemande {
  return complet({ ...enFrancais(recue), formulaire: recue.formulaire })
}

export const maDemandeQuery = queryOptions({
  queryKey: ['ma-demande'],
  queryFn: async (): Promise<MaDemande | null> => {
    try {
      return demandeRecue(await donnees(client.GET('/ma-demande')))
    } catch (erreur) {
      // no demande yet is an answer, not a failure
      if (estIntrouvable(erreur)) return null
      throw erreur
    }
  },
})
