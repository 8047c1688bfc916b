import createClient, { type Middleware } from 'openapi-fetch'
import { uneSeuleFois } from './idempotence.ts'
import { problemFrom, ReseauAbsent } from './problem.ts'
import type { paths } from './schema.d.ts'
import { noterVersion } from './version.ts'

export const BASE = '/partenaires/v1'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

const conventions: Middleware = {
  onRequest({ request }) {
    // the server refuses an unsafe request without it: a foreign site cannot add a header
    if (!SAFE.has(request.method)) request.headers.set('X-Fdls', '1')
    return request
  },
  async onResponse({ response }) {
    noterVersion(response.headers.get('X-Fdls-Version'))
    if (!response.ok) throw await problemFrom(response)
    return response
  },
  onError({ error }) {
    return new ReseauAbsent(error)
  },
}

export const api = createClient<paths>({
  baseUrl: `${location.origin}${BASE}`,
  credentials: 'same-origin',
  fetch: (request: Request) => globalThis.fetch(request),
})
// the last one sees the answer first, before a refusal is thrown
api.use(conventions, uneSeuleFois)

/** Refusals are thrown by the middleware, so an answer always carries its data. */
export async function donnees<T>(reponse: Promise<{ data?: T }>): Promise<T> {
  return (await reponse).data as T
}

/** A form's own key: it also outlives a correction, where the server then says that the first sending was received. */
export const idempotence = (cle: string) => ({ 'Idempotency-Key': cle })
