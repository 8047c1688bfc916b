import { ecrireLocal, lireLocal } from '../../lib/stockage.ts'
import { COURRIEL } from '../../ui/form/schema.ts'

const CLE = 'fdls.connexion'

export type Methode = 'courriel' | 'mobile' | 'mot-de-passe'

/** Comment l’on est entré la dernière fois sur cet appareil : la façon, jamais l’adresse ni le numéro. */
export const derniereMethode = () => lireLocal<Methode>(CLE)

export function noterMethode(identifiant: string, parMotDePasse: boolean): void {
  ecrireLocal(CLE, (parMotDePasse ? 'mot-de-passe' : COURRIEL.test(identifiant) ? 'courriel' : 'mobile') satisfies Methode)
}
