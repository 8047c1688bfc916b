import type { IdentiteValeurs } from './personne.tsx'

export interface AdulteValeurs extends IdentiteValeurs {
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
}

export interface FoyerValeurs {
  codemandeurs: AdulteValeurs[]
  occupants: OccupantValeurs[]
  a_naitre: { attendue: string; nombre: string; prevue_le: string }
}
