import { z } from 'zod'
import { texte } from '@/lib/list-params.ts'

/** `grille`: the one to try, when its own page leads here. */
export const simulationsSearch = z.object({ grille: texte })
