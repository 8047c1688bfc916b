import type { JoindreValeurs } from './joindre.tsx'
import type { IdentiteValeurs } from './personne.tsx'

export interface AdulteValeurs extends IdentiteValeurs, JoindreValeurs {
  cle: string
  lien: string
}

export interface OccupantValeurs {
  cle: string
  prenom: string
  nom: string
  ne_le: string
  sexe: string
  lien: string
  a_charge: string
  coparentalite: string
  handicap: boolean
}

export interface ColocataireValeurs {
  cle: string
  civilite: string
  nom_naissance: string
  nom_usage: string
  prenoms: string
  ne_le: string
  lien: string
  numero_unique: string
}

export interface FoyerValeurs {
  codemandeurs: AdulteValeurs[]
  occupants: OccupantValeurs[]
  colocataires: ColocataireValeurs[]
  a_naitre: { attendue: string; nombre: string; prevue_le: string }
}
