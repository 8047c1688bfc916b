import { typographier } from '@/lib/typographie.ts'
import { reseau } from './texts.ts'
import type { CodeDeRefus } from './types.ts'

export interface RaisonRecue {
  code: string
  phrase: string
}

export interface ErreurDeChamp {
  champ: string
  code: string
  message: string
}

interface CorpsDeProbleme {
  title?: string
  code?: CodeDeRefus
  detail?: string | null
  details?: Record<string, unknown>
  erreurs?: ErreurDeChamp[] | null
  raisons?: RaisonRecue[] | null
}

/** A gateway answered in the server's stead. */
type SansCode = `http-${number}`

let phrases: Readonly<Partial<Record<CodeDeRefus, string>>> = {}

/** The sentences of the features, by code: they win over the server's title when the screen can say it better. */
export function definirPhrases(parCode: Readonly<Partial<Record<CodeDeRefus, string>>>): void {
  phrases = parCode
}

/** A refusal of the server (RFC 9457), with its stable code. */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: number
  readonly code: CodeDeRefus | SansCode
  readonly erreurs: readonly ErreurDeChamp[]
  readonly raisons: readonly RaisonRecue[]
  readonly details: Readonly<Record<string, unknown>>
  readonly reessayerDans: number | null

  constructor(status: number, corps: CorpsDeProbleme, reessayerDans: number | null = null) {
    super((corps.code && phrases[corps.code]) ?? corps.detail ?? corps.title ?? reseau.inattendu)
    this.status = status
    this.code = corps.code ?? `http-${status}`
    this.erreurs = corps.erreurs ?? []
    this.raisons = corps.raisons ?? []
    this.details = corps.details ?? {}
    this.reessayerDans = reessayerDans
  }
}

/** The request never reached the server, or its answer never came back: worth trying again. */
export class ReseauAbsent extends Error {
  override name = 'ReseauAbsent'

  constructor(cause: unknown) {
    super(reseau.absent, { cause })
  }
}

export async function problemFrom(response: Response): Promise<Problem> {
  const json = response.headers.get('Content-Type')?.includes('json') ?? false
  const corps = json ? ((await response.clone().json()) as CorpsDeProbleme) : {}
  const attente = Number(response.headers.get('Retry-After'))
  return new Problem(response.status, corps, Number.isFinite(attente) && attente > 0 ? attente : null)
}

export const estNonConnecte = (erreur: unknown) => erreur instanceof Problem && erreur.status === 401
export const estIntrouvable = (erreur: unknown) => erreur instanceof Problem && erreur.status === 404
export const estInterdit = (erreur: unknown) => erreur instanceof Problem && erreur.status === 403
export const estConcurrence = (erreur: unknown) => erreur instanceof Problem && erreur.code === 'modification-concurrente'

export const estPassager = (erreur: unknown) =>
  erreur instanceof ReseauAbsent || (erreur instanceof Problem && [502, 503, 504].includes(erreur.status))

/** What is wrong in each field says more than « some fields are wrong »: where no field can show it, it is said here. */
export function phraseDe(erreur: unknown): string {
  if (erreur instanceof Problem && erreur.erreurs.length > 0) return typographier([...new Set(erreur.erreurs.map(({ message }) => message))].join(' '))
  return erreur instanceof Problem || erreur instanceof ReseauAbsent ? typographier(erreur.message) : reseau.inattendu
}
