/** A rule as the lists of the screen can say it: one of these facts is enough. Anything else is written by hand. */
export interface RegleSimple {
  statuts: string[]
  motifs: string[]
  faits: string[]
}

export const FAITS = [
  { code: 'dalo', libelle: 'Droit au logement opposable reconnu' },
  { code: 'handicap', libelle: 'Situation de handicap dans le foyer' },
  { code: 'delai_anormalement_long', libelle: 'Délai anormalement long dépassé' },
  { code: 'sur_occupation', libelle: 'Logement suroccupé' },
  { code: 'mutation', libelle: 'Déjà locataire du parc social' },
  { code: 'parent_isole', libelle: 'Parent seul avec enfant' },
] as const

interface Feuille {
  champ?: unknown
  op?: unknown
  val?: unknown
}

const VIDE: RegleSimple = { statuts: [], motifs: [], faits: [] }

/** Null when the lists cannot say it. */
export function lireRegle(predicat: unknown): RegleSimple | null {
  if (predicat === null || predicat === undefined) return VIDE
  const feuilles = Array.isArray((predicat as { un_de?: unknown }).un_de) ? ((predicat as { un_de: unknown[] }).un_de as Feuille[]) : [predicat as Feuille]
  let lue: RegleSimple = VIDE
  for (const { champ, op, val } of feuilles) {
    const codes = Array.isArray(val) ? val.map(String) : []
    if (champ === 'statut_logement' && op === 'dans') lue = { ...lue, statuts: codes }
    else if (champ === 'motifs' && op === 'dans') lue = { ...lue, motifs: codes }
    else if (op === '=' && val === true && FAITS.some(({ code }) => code === champ)) lue = { ...lue, faits: [...lue.faits, String(champ)] }
    else return null
  }
  return lue
}

export function ecrireRegle({ statuts, motifs, faits }: RegleSimple): object | null {
  const feuilles = [
    ...faits.map((champ) => ({ champ, op: '=', val: true })),
    ...(statuts.length > 0 ? [{ champ: 'statut_logement', op: 'dans', val: statuts }] : []),
    ...(motifs.length > 0 ? [{ champ: 'motifs', op: 'dans', val: motifs }] : []),
  ]
  if (feuilles.length === 0) return null
  return feuilles.length === 1 ? feuilles[0]! : { un_de: feuilles }
}
