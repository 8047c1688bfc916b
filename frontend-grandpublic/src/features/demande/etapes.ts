import { texts } from './texts.ts'

export const ETAPES = [
  'identite',
  'coordonnees',
  'foyer',
  'situation-professionnelle',
  'revenus',
  'logement-actuel',
  'logement-recherche',
  'motifs',
  'piece-identite',
] as const

export const RECAPITULATIF = 'recapitulatif'
export type CodeEtape = (typeof ETAPES)[number]

/** En cours de saisie, ou retournée par le guichet. */
export const estAEnvoyer = (etat: string) => etat === 'ES' || etat === 'RT'

export const estEtape = (code: string): code is CodeEtape => (ETAPES as readonly string[]).includes(code)
export const titreDe = (code: CodeEtape) => texts.etapes[code].titre

export function suivante(code: CodeEtape): CodeEtape | typeof RECAPITULATIF {
  return ETAPES[ETAPES.indexOf(code) + 1] ?? RECAPITULATIF
}

export function precedente(code: CodeEtape): CodeEtape | null {
  return ETAPES[ETAPES.indexOf(code) - 1] ?? null
}

/** L’étape où se saisit un champ que le serveur désigne, par exemple « codemandeurs.0.ne_le ». */
export function etapeDuChamp(champ: string): CodeEtape {
  const [section = '', ...suite] = champ.split('.')
  const reste = suite.join('.')
  if (/^(\d+\.)?situation_professionnelle/.test(reste)) return 'situation-professionnelle'
  if (section === 'accompagnement') return 'coordonnees'
  if (section === 'demandeur') return /^(adresse|telephone|email)/.test(reste) ? 'coordonnees' : 'identite'
  if (['codemandeurs', 'occupants', 'a_naitre', 'colocataires'].includes(section)) return 'foyer'
  if (section === 'revenus') return 'revenus'
  if (section === 'logement_actuel') return 'logement-actuel'
  if (section === 'logement_recherche' || section === 'handicaps') return 'logement-recherche'
  if (section === 'motifs') return 'motifs'
  if (section === 'pieces') return 'piece-identite'
  return 'identite'
}
