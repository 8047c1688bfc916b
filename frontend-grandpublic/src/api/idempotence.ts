import type { Middleware } from 'openapi-fetch'

const CLE = 'Idempotency-Key'

/** What was sent and whose outcome is unknown: sending it again is the same intention, under the same key. */
const enSuspens = new Map<string, string>()

/** Every POST carries a key: a double click, or a retry after a cut, creates once. A form may bring its own, which then also outlives a correction. */
export const uneSeuleFois: Middleware = {
  async onRequest({ request }) {
    if (request.method !== 'POST' || request.headers.has(CLE)) return request
    const quoi = await empreinte(request)
    const cle = enSuspens.get(quoi) ?? crypto.randomUUID()
    enSuspens.set(quoi, cle)
    request.headers.set(CLE, cle)
    return request
  },
  onResponse({ request, response }) {
    if (issueConnue(response.status)) oublier(request.headers.get(CLE))
    return response
  },
}

/** Too early, too many, broken: the server may have done it, or may do it next time. */
const issueConnue = (statut: number) => statut < 500 && statut !== 408 && statut !== 429

function oublier(cle: string | null): void {
  for (const [quoi, connue] of enSuspens) if (connue === cle) enSuspens.delete(quoi)
}

/** Two requests of the same content are the same request; only a digest is remembered, a body may hold a password. */
async function empreinte(request: Request): Promise<string> {
  const condense = new Uint8Array(await crypto.subtle.digest('SHA-256', await request.clone().arrayBuffer()))
  return `${request.url} ${Array.from(condense, (octet) => octet.toString(16).padStart(2, '0')).join('')}`
}
