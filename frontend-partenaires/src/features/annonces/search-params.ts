import { z } from 'zod'
import type { AnnonceResume } from '@/api/types.ts'
import { liste, plusieurs, texte } from '@/lib/list-params.ts'

const ETATS = ['PROGRAMMEE', 'PUBLIEE', 'ECHUE', 'RETIREE'] as const satisfies readonly AnnonceResume['etat'][]

export const annoncesSearch = z.object({ page: liste.page, etat: plusieurs.pipe(z.array(z.enum(ETATS)).optional()).catch(undefined) })
export const nouvelleAnnonceSearch = z.object({ bien_id: texte })

export type AnnoncesSearch = z.infer<typeof annoncesSearch>
