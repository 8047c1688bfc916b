import { z } from 'zod'

/** A repeated parameter comes as one value or as several. */
export const plusieurs = z
  .union([z.string(), z.array(z.string())])
  .transform((valeur) => (Array.isArray(valeur) ? valeur : [valeur]))
  .optional()
  .catch(undefined)

export const texte = z.string().trim().min(1).optional().catch(undefined)

export const oui = z
  .union([z.boolean(), z.stringbool()])
  .optional()
  .catch(undefined)

export const entier = z.coerce.number().int().optional().catch(undefined)

/** What every list keeps in its address. A hand-written address never breaks the page: what is not understood is dropped. */
export const liste = {
  q: texte,
  sort: texte,
  page: z.coerce.number().int().min(1).optional().catch(undefined),
  size: z.coerce.number().int().min(1).max(100).optional().catch(undefined),
  apercu: texte,
}

export const TAILLE = 50
