import { http, HttpResponse, type HttpHandler, type PathParams } from 'msw'
import type { paths } from '../api/schema.d.ts'

type Methode = 'get' | 'post' | 'put' | 'patch' | 'delete'
type CheminsDe<M extends Methode> = { [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never }[keyof paths]
type Reponses<P extends keyof paths, M extends Methode> = paths[P] extends Record<M, { responses: infer R }> ? R : never
type CorpsJson<R> = { [S in keyof R]: S extends 200 | 201 | 202 | 204 ? (R[S] extends { content: { 'application/json': infer C } } ? C : undefined) : never }[keyof R]

interface Contexte {
  url: URL
  params: PathParams
  corps: () => Promise<unknown>
}

const BASE = '*/partenaires/v1'
/** The capture server has no build constant: it says the version in its environment. */
export const version = () => (typeof __VERSION__ === 'string' ? __VERSION__ : (process.env.FDLS_VERSION ?? ''))

/** An answer of the API whose body is checked against the contract: a fixture that lies does not compile. */
export function repond<M extends Methode, P extends CheminsDe<M>>(
  methode: M,
  chemin: P,
  reponse: CorpsJson<Reponses<P, M>> | ((contexte: Contexte) => CorpsJson<Reponses<P, M>> | Response | Promise<CorpsJson<Reponses<P, M>> | Response>),
): HttpHandler {
  const modele = `${BASE}${String(chemin).replace(/\{(\w+)\}/g, ':$1')}`
  return http[methode](modele, async ({ request, params }) => {
    const contexte = { url: new URL(request.url), params, corps: () => request.json() as Promise<unknown> }
    const obtenue: unknown = await (typeof reponse === 'function' ? (reponse as (contexte: Contexte) => unknown)(contexte) : reponse)
    if (obtenue instanceof Response) return obtenue
    const init = { headers: { 'X-Fdls-Version': version() } }
    return obtenue === undefined ? new HttpResponse(null, { status: 204, ...init }) : HttpResponse.json(obtenue as never, init)
  })
}

interface Refus {
  status: number
  code: string
  title: string
  erreurs?: { champ: string; code: string; message: string }[]
}

export const refuse = ({ status, code, title, erreurs = [] }: Refus) =>
  new Response(JSON.stringify({ type: `/problemes/${code}`, title, status, code, details: {}, raisons: [], erreurs }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'X-Fdls-Version': version() },
  })
