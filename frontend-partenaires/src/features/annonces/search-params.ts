import { z } from 'zod'
import type { AnnonceResume } from '@/api/types.ts'
import { liste, plusieurs, texte } from '@/lib/list-params.ts'

const ETATS = ['PROGRAMMEE', 'PUBLIEE', 'ECHUE', 'RETIREE'] as const satisfies readonly AnnonceResume['etat'][]
const TRIS = ['du', '-du', 'au', '-au'] as const

export const etatsAnnonce = z.array(z.enum(ETATS))
export const triAnnonces = z.enum(TRIS).optional().catch(undefined)

export const annoncesSearch = z.object({ page: liste.page, size: liste.size, sort: triAnnonces, etat: plusieurs.pipe(etatsAnnonce.optional()).catch(undefined) })
export const nouvelleAnnonceSearch = z.object({ bien_id: texte })

export type AnnoncesSearch = z.infer<typeof annoncesSearch>
