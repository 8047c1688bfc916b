import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useSyncExternalStore } from 'react'
import type { Formulaire, MaDemande, Personne } from '../../api/types.ts'
import { lireEnvoi } from './brouillon.ts'
import { envoiDe } from './envoi.ts'

export interface DemandeEnCours {
  demande: MaDemande
  /** Le formulaire du serveur, recouvert par ce qui attend encore sur ce téléphone. */
  formulaire: Formulaire
}

export const DemandeContext = createContext<DemandeEnCours | null>(null)

export function useDemande(): DemandeEnCours {
  const enCours = useContext(DemandeContext)
  if (!enCours) throw new Error('useDemande hors d’une étape de la demande')
  return enCours
}

export const recouvrir = (demande: MaDemande): Formulaire => ({ ...demande.formulaire, ...lireEnvoi(demande.id)?.sections })

export function useEnvoi(demande: string) {
  const envoi = envoiDe(demande, useQueryClient())
  // what waited for the network or for a new sign-in leaves as soon as a page of the demande opens
  useEffect(() => {
    if (envoi.lire().phase === 'attente') envoi.reprendre()
  }, [envoi])
  return { envoi, etat: useSyncExternalStore(envoi.abonner, envoi.lire) }
}

export const PERSONNE_VIDE: Omit<Personne, 'id'> = {
  civilite: null,
  nom_naissance: null,
  nom_usage: null,
  prenoms: null,
  ne_le: null,
  nationalite: null,
  situation_familiale: null,
  situation_familiale_depuis: null,
  telephone: null,
  telephone_domicile: null,
  telephone_travail: null,
  email: null,
  sms_refuses: false,
  nouvelles_refusees: false,
  adresse: null,
  adresse_logement: null,
  situation_professionnelle: null,
  handicap: false,
}

export const demandeurDe = ({ demandeur }: Formulaire): Personne => demandeur ?? { ...PERSONNE_VIDE, id: crypto.randomUUID() }

/** « Prénom NOM », ou ce qu’on peut en dire quand la personne n’est pas encore nommée. */
export function nomDe({ prenoms, nom_usage, nom_naissance }: Pick<Personne, 'prenoms' | 'nom_usage' | 'nom_naissance'>, sinon: string): string {
  const nom = nom_usage || nom_naissance
  return [prenoms, nom?.toUpperCase()].filter(Boolean).join(' ') || sinon
}

export const ouVide = (texte: string | null | undefined) => texte ?? ''
export const ouNul = (texte: string) => texte.trim() || null
export const nombreOuNul = (texte: string) => (/^\d+$/.test(texte.trim()) ? Number(texte.trim()) : null)
export const enTexte = (nombre: number | null | undefined) => (nombre === null || nombre === undefined ? '' : String(nombre))
