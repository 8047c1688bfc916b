import { ErreurDite } from '../lib/erreur-dite.ts'
import { enFrancais, typographier } from '../lib/typographie.ts'
import { problemes, reseauAbsent } from './texts.ts'
import type { components } from './schema.d.ts'
import type { CodeDeRefus } from './types.ts'

export type Raison = components['schemas']['Raison']

export interface ErreurDeChamp {
  champ: string
  code: string
  message: string
}

/** Une passerelle a répondu à la place du service. */
type SansCode = `http-${number}`

interface CorpsDeProbleme {
  title?: string
  code?: CodeDeRefus
  erreurs?: ErreurDeChamp[]
  raisons?: Raison[]
}

const SANS_PHRASE = 'Le service a rencontré une difficulté. Ce n’est pas de votre fait. Réessayez dans un instant.'

/** A refusal of the server (RFC 9457), with its stable code. */
export class Problem extends ErreurDite {
  override name = 'Problem'
  readonly status: number
  readonly code: CodeDeRefus | SansCode
  readonly erreurs: readonly ErreurDeChamp[]
  readonly raisons: readonly Raison[]

  constructor(status: number, corps: CorpsDeProbleme) {
    super((corps.code && problemes[corps.code]) ?? (corps.title ? typographier(corps.title) : SANS_PHRASE))
    this.status = status
    this.code = corps.code ?? `http-${status}`
    this.erreurs = enFrancais(corps.erreurs ?? [])
    this.raisons = enFrancais(corps.raisons ?? [])
  }
}

/** The request never reached the server, or its answer never came back: worth trying again. */
export class ReseauAbsent extends ErreurDite {
  override name = 'ReseauAbsent'

  constructor(cause: unknown) {
    super(reseauAbsent, { cause })
  }
}

export async function problemFrom(response: Response): Promise<Problem> {
  const json = response.headers.get('Content-Type')?.includes('json') ?? false
  const corps = json ? ((await response.clone().json()) as CorpsDeProbleme) : {}
  return new Problem(response.status, corps)
}

export const estNonConnecte = (erreur: unknown) => erreur instanceof Problem && erreur.status === 401
export const estIntrouvable = (erreur: unknown) => erreur instanceof Problem && erreur.status === 404

/** Une passerelle qui ne répond pas vaut une coupure du réseau : on garde et on réessaie. */
export const estPassager = (erreur: unknown) =>
  erreur instanceof ReseauAbsent || (erreur instanceof Problem && [502, 503, 504].includes(erreur.status))
