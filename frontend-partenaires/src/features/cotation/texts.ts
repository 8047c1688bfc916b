import type { GenreDeValeur, Operateur } from './document.ts'

export const erreurs = {
  'grille-introuvable': 'Cette grille n’existe pas dans ce département.',
  'grille-invalide': 'Cette grille ne se lit pas encore. Corrigez les points signalés.',
  'grille-figee': 'Cette version ne se modifie plus : partez d’elle pour en écrire une nouvelle.',
  'grille-d-un-autre': 'Cette grille est celle d’un autre EPCI. Vous pouvez la lire et en partir pour écrire la vôtre.',
  'grille-non-publiable': 'Cette grille ne peut pas être publiée en l’état. Rien n’a été changé.',
  'etape-de-grille-interdite': 'Cette version n’en est plus là. Rechargez la page.',
  'epci-inconnu': 'Cet EPCI n’a aucune commune dans le département. Choisissez-en un autre.',
} as const

export const OPERATEURS: Readonly<Record<Operateur, string>> = {
  '=': 'est égal à',
  '!=': 'est différent de',
  '<': 'est inférieur à',
  '<=': 'est au plus',
  '>': 'est supérieur à',
  '>=': 'est au moins',
  dans: 'est l’un de',
  entre: 'est compris entre',
  vide: 'n’est pas renseigné',
  non_vide: 'est renseigné',
}

export const GROUPES: Readonly<Record<'tous' | 'un_de' | 'au_moins', string>> = {
  tous: 'Toutes ces conditions',
  un_de: 'L’une de ces conditions',
  au_moins: 'Plusieurs de ces conditions',
}

export const GENRES: Readonly<Record<GenreDeValeur, string>> = {
  points: 'Un nombre fixe',
  bareme: 'Par tranches',
  par: 'Par unité',
  evenement: 'Par événement daté',
  cumul: 'Quand plusieurs critères sont remplis',
}

export const textes = {
  imprimer: 'Imprimer l’explication',
  ouvrirLaPiece: 'Ouvrir la pièce',
  position: 'Position',
  perimetre: 'Parmi quelles demandes',
  rang: 'Rang',
  photo: 'Photo du',
  attente: 'Attente observée',
  sansAttente: 'Aucune durée à montrer',
  souhaits: 'Lieux souhaités',
  elargie: 'Si la demande s’élargissait',
  taille: 'Taille',
  attributions: 'Attributions (12 mois)',
  quart: 'Une sur quatre logée en',
  moitie: 'Une sur deux logée en',
  deuxAns: 'Sur 100, après deux ans',
  surCent: (logees: number, bas: number, haut: number, ailleurs: number, sorties: number) => `${logees} logées (${bas} à ${haut}), ${ailleurs} ailleurs, ${sorties} radiées`,
  aucune: 'Aucune cotation',
  aucuneAide: 'Les communes souhaitées n’ont pas de grille de cotation publiée, ou la demande n’est pas encore validée.',
  declare: 'Les points déclarés comptent ce que dit la demande ; les points vérifiés, seulement ce qu’une pièce prouve. La cotation aide à choisir, la commission reste libre.',
  fictive: 'Grille de démonstration : ses critères ne sont ceux d’aucun territoire.',
  sousChaqueGrille: 'Le même ménage sous la grille de chaque EPCI',
  sousChaqueGrilleAide: 'Les échelles diffèrent d’un territoire à l’autre. La part du maximum permet de les rapprocher.',
  comparerLesGrilles: 'Comparer les grilles',
  sansGrille: 'Aucune grille de cotation',
  sansGrilleAide: 'Aucun EPCI de ce département n’a publié de grille.',
  retenusAide: 'Vide\u00a0: tous. Les plus élevés d’abord',
  coefficientAide: 'Vide\u00a0: 1. Avant le plafond',
  paliers: 'Paliers du cumul',
  sansComptable: 'Ajoutez d’abord les critères à compter.',
  saufSi: 'Sauf dans ce cas',
  ouvrir: 'Le brouillon n’est visible que de ceux qui l’écrivent. Partez d’un modèle, d’une grille du département, ou du document d’une grille publiée ailleurs.',
  documentIllisible: 'Ce fichier n’est pas un document JSON. Choisissez celui que le registre public donne à télécharger.',
  retrouve: 'Votre saisie non enregistrée a été retrouvée sur ce poste.',
  depasse: 'Ce brouillon a été enregistré ailleurs depuis votre saisie. Votre saisie est gardée sur ce poste.',
  relectureVide: 'Rien à signaler.',
  historiqueVide: 'Rien ne s’est encore passé sur cette version.',
  identiques: 'Ces deux versions disent et donnent la même chose.',
  tester: 'En test, la grille se calcule et se simule. Ni les demandeurs ni les commissions ne la voient. Elle ne se modifie plus, sauf à la reprendre en brouillon.',
  reprendre: 'La grille redevient un brouillon, que vous pouvez corriger.',
  archiver: 'Cette version n’est plus utilisée. Publiée, elle reste lisible au registre public.',
  prevenir: 'Chaque demandeur dont les points changent reçoit un seul message, qui dit l’avant et l’après.',
} as const
