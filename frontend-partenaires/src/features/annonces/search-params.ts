import { z } from 'zod'
import { liste, plusieurs, texte } from '@/lib/list-params.ts'

export const annoncesSearch = z.object({ page: liste.page, etat: plusieurs })
export const nouvelleAnnonceSearch = z.object({ bien_id: texte })

export type AnnoncesSearch = z.infer<typeof annoncesSearch>
