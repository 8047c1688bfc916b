import { queryOptions, useMutation } from '@tanstack/react-query'
import { client, donnees } from '../../api/client.ts'
import { lues } from '../../api/lecture.ts'
import type { components } from '../../api/schema.d.ts'

export const questionsQuery = (departement: string) =>
  queryOptions({
    queryKey: ['territoires', departement, 'questions'],
    queryFn: () => lues(client.GET('/territoires/{departement}/questions', { params: { path: { departement } } })),
    staleTime: 3_600_000,
  })

export const usePoser = (departement: string) =>
  useMutation({
    mutationFn: ({ cle, body }: { cle: string; body: components['schemas']['QuestionBody'] }) =>
      donnees(client.POST('/territoires/{departement}/questions', { params: { path: { departement }, header: { 'Idempotency-Key': cle } }, body })),
  })
