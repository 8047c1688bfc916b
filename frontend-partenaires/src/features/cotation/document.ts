/** The exchange format of a grid, as the editor writes it. The server alone says whether it can be read. */

export type Operateur = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'dans' | 'entre' | 'vide' | 'non_vide'

export interface Fenetre {
  types: string[]
  fenetre_mois?: number
  adapte?: boolean
}

/** Events that start a duration again, or make it lose months. */
export interface Reprise extends Fenetre {
  recul_mois?: number
}

export interface Comparaison {
  champ: string
  op: Operateur
  val?: unknown
  repart_de?: Reprise
  secteurs?: string[]
}

export type Predicat = Comparaison | { tous: Predicat[] } | { un_de: Predicat[] } | { au_moins: number; parmi: Predicat[] } | { non: Predicat } | { evenement: Fenetre; op: Operateur; val: number }

/** From so many criteria met, so many points. */
export type Palier = [number, number]

export interface Cumul {
  parmi: string[]
  paliers: Palier[]
}

export type Tranche = [number | null, number | null, number]

export interface Critere {
  code: string
  libelle_public?: string
  explication_public?: string
  base_legale?: string
  si?: Predicat
  points?: number
  bareme?: { champ: string; tranches: Tranche[]; repart_de?: Reprise }
  par?: { champ: string; pas: number; points: number; franchise?: number; plafond?: number; repart_de?: Reprise }
  evenement?: Fenetre & { points: number; franchise?: number; max?: number }
  cumul?: Cumul
  groupe_exclusif?: string
  preuve?: string | { justifie: string[] } | { valide_par: string }
  validite_mois?: number
  visible_portail?: boolean
}

export interface Bloc {
  code: string
  libelle?: string
  ordre?: number
  famille?: string
  mode?: string
  retenus?: number
  coefficient?: number
  plafond?: number
  plancher?: number
  exclu_si_positif?: string[]
  exclu_si?: Predicat[]
  criteres: Critere[]
}

export interface Variation {
  libelle?: string
  si: Predicat
  pourcent: number
}

/** Blocks, or sets written before it, that count together. */
export interface Ensemble {
  code: string
  libelle?: string
  parmi: string[]
  mode?: 'somme' | 'max'
  variations?: Variation[]
  plafond?: number
  plafond_relatif?: { bloc: string; pourcent: number }
  plancher?: number
}

/** Communes that the grid names together. */
export interface Secteur {
  code: string
  libelle: string
  communes: string[]
}

export interface HorsCotation {
  motif: string
  libelle?: string
  base_legale?: string
  si: Predicat
}

export interface DocumentDeGrille {
  [cle: string]: unknown
  id: string
  libelle?: string
  note_methode_fr?: string
  plancher_total?: number
  plafond_total?: number
  departage?: string[]
  arrondi?: string
  secteurs?: Secteur[]
  blocs: Bloc[]
  ensembles?: Ensemble[]
  hors_cotation?: HorsCotation[]
}

/** What the adoption wrote is the server's: an old document copied here would carry it along. */
const DE_L_ADOPTION = ['version', 'statut', 'effet_du', 'effet_au', 'deliberation']

export function aEcrire(document: Readonly<Record<string, unknown>>): DocumentDeGrille {
  const garde = Object.fromEntries(Object.entries(document).filter(([cle]) => !DE_L_ADOPTION.includes(cle)))
  const blocs = Array.isArray(garde.blocs) ? (garde.blocs as Partial<Bloc>[]) : []
  return { id: 'GRILLE', ...garde, blocs: blocs.map((bloc, rang) => ({ code: `B${rang + 1}`, ...bloc, criteres: bloc.criteres ?? [] })) }
}

/** A JSON object, or nothing: a file that is none is not a grid. */
export function lireDocument(texte: string): Record<string, unknown> | null {
  try {
    const lu: unknown = JSON.parse(texte)
    return typeof lu === 'object' && lu !== null && !Array.isArray(lu) ? (lu as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** Without the keys that the change empties: the format knows no null. */
export function sans<T extends object>(objet: T, changements: { [K in keyof T]?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries({ ...objet, ...changements }).filter(([, valeur]) => valeur !== undefined && valeur !== '' && !(Array.isArray(valeur) && valeur.length === 0))) as T
}

export function remplacer<T>(liste: readonly T[], rang: number, element: T): T[] {
  return liste.map((ancien, place) => (place === rang ? element : ancien))
}

export function deplacer<T>(liste: readonly T[], rang: number, pas: number): T[] {
  const suite = [...liste]
  const [pris] = suite.splice(rang, 1)
  if (pris !== undefined) suite.splice(rang + pas, 0, pris)
  return suite
}

const codesPris = (document: DocumentDeGrille) => new Set([...document.blocs.flatMap((bloc) => [bloc.code, ...bloc.criteres.map(({ code }) => code)]), ...[...(document.ensembles ?? []), ...(document.secteurs ?? [])].map(({ code }) => code)])

/** What the set of this rank may count: the blocks and the sets before it that no other counts. */
export function parties(document: DocumentDeGrille, rang: number): (Bloc | Ensemble)[] {
  const ensembles = document.ensembles ?? []
  const pris = new Set(ensembles.flatMap(({ parmi }, place) => (place === rang ? [] : parmi)))
  return [...document.blocs, ...ensembles.slice(0, rang)].filter(({ code }) => !pris.has(code))
}

export const estPris = (document: DocumentDeGrille, code: string): boolean => codesPris(document).has(code)

/** A code that no block and no criterion of the grid bears yet. */
export function codeLibre(document: DocumentDeGrille, souche: string): string {
  const pris = codesPris(document)
  let code = souche
  for (let rang = 2; pris.has(code); rang += 1) code = `${souche}_${rang}`
  return code
}

/** A block or a criterion under another code: whatever names it follows. */
export function renommer(document: DocumentDeGrille, avant: string, apres: string): DocumentDeGrille {
  const suivi = (code: string) => (code === avant ? apres : code)
  const tous = (codes: readonly string[]) => codes.map(suivi)
  const duCritere = (critere: Critere) => sans(critere, { code: suivi(critere.code), cumul: critere.cumul && { ...critere.cumul, parmi: tous(critere.cumul.parmi) } })
  const duBloc = (bloc: Bloc) => ({ ...sans(bloc, { code: suivi(bloc.code), exclu_si_positif: tous(bloc.exclu_si_positif ?? []) }), criteres: bloc.criteres.map(duCritere) })
  const ensembles = (document.ensembles ?? []).map((ensemble) => {
    const relatif = ensemble.plafond_relatif
    return { ...sans(ensemble, { plafond_relatif: relatif && { ...relatif, bloc: suivi(relatif.bloc) } }), parmi: tous(ensemble.parmi) }
  })
  return { ...sans(document, { ensembles }), blocs: document.blocs.map(duBloc) }
}

/** Where a remark stands: the code that it names, or the one at its place in the document. */
export function ouSeTrouve(document: DocumentDeGrille, chemin: string): string | null {
  const place = /^blocs\[(\d+)\](?:\.criteres\[(\d+)\])?/.exec(chemin)
  if (place) {
    const bloc = document.blocs[Number(place[1])]
    return (place[2] === undefined ? bloc?.code : bloc?.criteres[Number(place[2])]?.code) ?? null
  }
  const cite = /^ensembles[.[]([^\].]+)/.exec(chemin)?.[1]
  if (cite !== undefined) return document.ensembles?.find(({ code }, rang) => code === cite || String(rang) === cite)?.code ?? null
  return document.blocs.some((bloc) => bloc.code === chemin || bloc.criteres.some(({ code }) => code === chemin)) ? chemin : null
}

export type GenreDeValeur = 'points' | 'bareme' | 'par' | 'evenement' | 'cumul'

export const genreDe = (critere: Critere): GenreDeValeur => (critere.bareme ? 'bareme' : critere.par ? 'par' : critere.evenement ? 'evenement' : critere.cumul ? 'cumul' : 'points')

/** The criteria that a « cumul » may count: any other one that counts none itself. */
export const comptables = (document: DocumentDeGrille, code: string): Critere[] => document.blocs.flatMap(({ criteres }) => criteres).filter((critere) => critere.code !== code && !critere.cumul)
