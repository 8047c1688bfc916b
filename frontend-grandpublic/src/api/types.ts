import type { components } from './schema.d.ts'

type Schemas = components['schemas']

/** The server always sends every key; a default makes it optional in the contract, for what we send. */
export type Complet<T> = T extends (infer U)[] ? Complet<U>[] : T extends object ? { [K in keyof T]-?: Complet<Exclude<T[K], undefined>> } : T

export const complet = <T>(recu: T) => recu as Complet<T>

export type ActionPossible = Schemas['ActionPossible']
export type AttenteEstimee = Schemas['AttenteEstimee']
export type AttenteVue = Schemas['AttenteVue']
export type Annonce = Schemas['AnnoncePubliqueDetail']
export type AnnonceResume = Schemas['AnnoncePublique']
export type ChiffresCles = Schemas['ChiffresCles']
export type ChiffresDeCommune = Schemas['ChiffresDeCommune']
export type VersionPubliee = Schemas['VersionPubliee']
export type GrillePublique = Schemas['GrillePublique']
export type CodeDeRefus = Schemas['CodeDeRefus']
export type CodeLibelle = Schemas['Choix']
export type Codemandeur = Complet<Schemas['Codemandeur']>
export type Colocataire = Complet<Schemas['Colocataire']>
export type Commune = Schemas['CommuneVue']
export type SecteurAChoisir = Complet<Schemas['SecteurAChoisir']>
export type Controle = Schemas['ControleVue']
export type Cotation = Schemas['Cotation']
export type CotationPassee = Schemas['CotationPassee']
export type Formulaire = Complet<Schemas['Formulaire']>
export type MessageRecu = Schemas['MessageVue']
export type Typologie = Schemas['AnnoncePublique']['typologie']
export type MaDemande = Complet<Schemas['DemandeDetail']>
export type MaProposition = Schemas['MaProposition']
export type MonCompte = Schemas['MonCompte']
export type MonEspace = Schemas['MonEspace']
export type MesPriorites = Schemas['MesPriorites']
export type Occupant = Complet<Schemas['Occupant']>
export type Personne = Complet<Schemas['Personne']>
export type Piece = Schemas['PieceVue']
export type PieceAttendue = Schemas['AttendueVue']
export type DossierDePieces = Schemas['DossierDePieces']
export type Territoire = Schemas['TerritoireVue']
export type TypePiece = Schemas['TypePiece']
export type FaitDate = Schemas['EvenementDeVieVu']
export type MaContestation = Schemas['ContestationVue']
