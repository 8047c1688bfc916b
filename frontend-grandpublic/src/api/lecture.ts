import { enFrancais } from '../lib/typographie.ts'
import { donnees } from './client.ts'

/** Ce qui ne fait que s’afficher : les phrases du serveur, avec leur typographie. */
export const lues = async <T>(reponse: Promise<{ data?: T }>): Promise<T> => enFrancais(await donnees(reponse))
