import { expect, test, vi } from 'vitest'
import { Problem } from './problem.ts'
import { createQueryClient } from './query-client.ts'
import { sessionQuery } from './session.ts'

const refusee = { queryKey: ['nomenclatures'], queryFn: () => Promise.reject(new Problem(401, { code: 'non-connecte' })) }

test('un refus avant toute connexion ne met fin à aucune session', async () => {
  const finDeSession = vi.fn()
  await createQueryClient(finDeSession).prefetchQuery(refusee)
  expect(finDeSession).not.toHaveBeenCalled()
})

test('un refus pendant la session y met fin', async () => {
  const finDeSession = vi.fn()
  const client = createQueryClient(finDeSession)
  client.setQueryData([...sessionQuery.queryKey], { compte: 'anne' })
  await client.prefetchQuery(refusee)
  expect(finDeSession).toHaveBeenCalledOnce()
})
