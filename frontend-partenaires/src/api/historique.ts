import { useCallback } from 'react'
import { differences } from '@/lib/differences.ts'
import { euros } from '@/lib/montants.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { useLibelle, type NomDeListe } from './nomenclatures.ts'
import type { HistoriqueLigne } from './types.ts'

/** Fields whose values are codes of a list: the history shows the words. */
const LISTES: Readonly<Record<string, NomDeListe>> = {
  civilite: 'civilite',
  nationalite: 'nationalite',
  situation_familiale: 'situation_familiale',
  contrat: 'contrat',
  nature: 'ressource',
  categorie: 'categorie_logement',
  typologie: 'typologie',
  typologies: 'typologie',
  sexe: 'sexe',
  coparentalite: 'coparentalite',
  financement: 'financement',
  dpe: 'dpe',
  ges: 'dpe',
  chauffage: 'chauffage',
  type_reservataire: 'type_reservataire',
  'logement_actuel.statut': 'statut_logement',
  'motifs.codes': 'motif',
}

/** Amounts travel as exact texts: « 498.60 ». */
const MONTANTS: ReadonlySet<string> = new Set(['loyer', 'charges', 'annexes', 'depot_garantie', 'apl', 'montant', 'loyer_max', 'pension_versee'])

const LIBELLES: Readonly<Record<string, string>> = {
  demandeur: 'Demandeur',
  codemandeurs: 'Codemandeur',
  occupants: 'Occupant',
  a_naitre: 'Enfants à naître',
  revenus: 'Revenus',
  ressources: 'ressource',
  rfr: 'revenu fiscal',
  logement_actuel: 'Logement actuel',
  logement_recherche: 'Logement recherché',
  motifs: 'Motifs',
  adresse: 'adresse',
  situation_professionnelle: 'situation professionnelle',
  nom_naissance: 'nom de naissance',
  nom_usage: 'nom d’usage',
  prenoms: 'prénoms',
  prenom: 'prénom',
  ne_le: 'date de naissance',
  telephone: 'téléphone',
  email: 'courriel',
  voie: 'voie',
  numero: 'numéro',
  complement: 'complément',
  code_postal: 'code postal',
  hebergeant: 'hébergeant',
  commune_travail: 'commune de travail',
  situation_familiale: 'situation familiale',
  nationalite: 'nationalité',
  civilite: 'civilité',
  a_charge: 'à charge',
  pension_versee: 'pension versée',
  depuis_le: 'depuis le',
  nb_habitants: 'nombre d’habitants',
  proprietaire: 'propriétaire',
  typologies: 'types',
  communes: 'communes',
  loyer_max: 'loyer maximum',
  demande_elargie: 'autres communes acceptées',
  rez_de_chaussee: 'rez-de-chaussée accepté',
  sans_ascenseur: 'sans ascenseur accepté',
  adapte_handicap: 'adapté au handicap',
  annee_construction: 'année de construction',
  depot_garantie: 'dépôt de garantie',
  disponible_le: 'disponible le',
  reservataire_id: 'réservataire',
  charge_de_clientele: 'chargé de clientèle',
  couleur_accent: 'couleur',
  accueil: 'sous le titre',
  presentation: 'en bas de page',
  ordre_des_questions: 'ordre des questions',
  logo_texte: 'ce que montre le logo',
}

const mot = (segment: string) => (/^\d+$/.test(segment) ? `n° ${segment}` : (LIBELLES[segment] ?? segment.replaceAll('_', ' ')))

const enPhrase = (mots: string) => mots.charAt(0).toLocaleUpperCase('fr') + mots.slice(1)

function montrer(valeur: unknown): string | null {
  if (valeur === null || valeur === undefined || valeur === '') return null
  if (typeof valeur === 'boolean') return valeur ? 'oui' : 'non'
  if (typeof valeur === 'number') return String(valeur).replace('.', ',')
  if (typeof valeur === 'string' && /^\d{13}[0-9A-Z]{5}$/.test(valeur)) return numeroLisible(valeur)
  if (typeof valeur === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(valeur) ? valeur.split('-').reverse().join('/') : valeur
  return Array.isArray(valeur) ? valeur.map(montrer).join(', ') || null : JSON.stringify(valeur)
}

/** What the screen says of each act: the sentence, who, and the values before and after when the act changes some. */
export function useLignesHistorique(): (ligne: HistoriqueLigne) => {
  id: string
  le: string
  qui: string
  organisme: string | null
  titre: string
  phrase: string
  changements: { champ: string; libelle: string; avant: string | null; apres: string | null }[]
} {
  const libelle = useLibelle()
  return useCallback(
    ({ id, le, auteur, organisme, libelle: titre, description, details }) => {
      const changements = differences(details.avant, details.apres).map(({ chemin, avant, apres }) => {
        const segments = chemin.split('.')
        const dernier = segments.at(-1) ?? chemin
        const liste = LISTES[chemin] ?? LISTES[dernier]
        const mots = (code: unknown) => (liste && typeof code === 'string' ? libelle(liste, code) : code)
        const dire = (valeur: unknown) => {
          if (valeur === null || valeur === undefined) return null
          if (MONTANTS.has(dernier)) return euros(Number(valeur))
          return montrer(Array.isArray(valeur) ? valeur.map(mots) : mots(valeur))
        }
        return { champ: chemin, libelle: enPhrase(segments.map(mot).join(', ')), avant: dire(avant), apres: dire(apres) }
      })
      // the description of a modification lists its sections: the table below says it better
      return { id: String(id), le, qui: auteur, organisme, titre, phrase: changements.length > 0 ? '' : description, changements }
    },
    [libelle],
  )
}
