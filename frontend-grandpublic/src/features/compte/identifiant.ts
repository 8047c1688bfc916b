import { COURRIEL, requis, TELEPHONE, z } from '../../ui/form/schema.ts'
import { texts } from './texts.ts'

const t = texts.connexion

/** Une adresse e-mail ou un numéro de mobile. */
export const identifiant = requis(t.identifiantRequis).check(
  z.refine((texte) => texte.trim() === '' || COURRIEL.test(texte.trim()) || TELEPHONE.test(texte.trim()), { error: t.identifiantFaux }),
)
