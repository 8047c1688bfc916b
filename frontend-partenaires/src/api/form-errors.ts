import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form'
import { typographier } from '@/lib/typographie.ts'
import { Problem } from './problem.ts'

/** Puts the server's refusals on their fields. `racine` is the part of the body that the form is about. */
export function poserErreurs<F extends FieldValues>(form: UseFormReturn<F>, erreur: unknown, racine = ''): void {
  if (!(erreur instanceof Problem)) return
  for (const { champ, message } of erreur.erreurs) {
    const chemin = racine && champ.startsWith(`${racine}.`) ? champ.slice(racine.length + 1) : champ
    form.setError(chemin as FieldPath<F>, { type: 'server', message: typographier(message) })
  }
}
