import { z } from 'zod'
import { liste, texte } from '@/lib/list-params.ts'

export const courriersSearch = z.object({ page: liste.page, size: liste.size })
export const questionsSearch = z.object({ page: liste.page, size: liste.size, etat: texte })

export type CourriersSearch = z.infer<typeof courriersSearch>
export type QuestionsSearch = z.infer<typeof questionsSearch>
