export const erreurs = {
  'grille-introuvable': 'Cette grille n’existe pas dans ce département.',
} as const

export const textes = {
  aucune: 'Aucune cotation',
  aucuneAide: 'Les communes souhaitées n’ont pas de grille de cotation publiée, ou la demande n’est pas encore validée.',
  declare: 'Les points déclarés comptent ce que dit la demande ; les points vérifiés, seulement ce qu’une pièce prouve. La cotation aide à choisir, la commission reste libre.',
  fictive: 'Grille de démonstration : ses critères ne sont ceux d’aucun territoire.',
  sansGrille: 'Aucune grille de cotation',
  sansGrilleAide: 'Aucun EPCI de ce département n’a publié de grille.',
} as const
