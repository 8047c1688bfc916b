import { z } from 'zod'
import { liste, plusieurs, texte } from '@/lib/list-params.ts'

/** The retained candidates are in the address: they survive a change of screen and can be sent to a colleague. */
export const candidatsSearch = z.object({ page: liste.page, size: liste.size, apercu: liste.apercu, retenus: plusieurs, besoin: plusieurs, souhait: plusieurs, suivi_par: texte })

export type CandidatsSearch = z.infer<typeof candidatsSearch>

export const SANS_FILTRE = { besoin: undefined, souhait: undefined, suivi_par: undefined } as const

/** How many things the reader looks for, besides what the bien asks. */
export const choisis = ({ besoin = [], souhait = [], suivi_par }: CandidatsSearch) => besoin.length + souhait.length + Number(suivi_par !== undefined)
