import { z } from 'zod'
import { texte } from '@/lib/list-params.ts'

/** `piece` : celle à ouvrir, quand une autre page y mène. */
export const piecesSearch = z.object({ piece: texte })
