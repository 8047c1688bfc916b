export const textes = {
  aucune: 'Aucune cotation',
  aucuneAide: 'Les communes souhaitées n’ont pas de grille de cotation publiée, ou la demande n’est pas encore validée.',
  declare: 'Les points déclarés comptent ce que dit la demande ; les points vérifiés, seulement ce qui est prouvé par une pièce. Seuls les points vérifiés servent au classement.',
  sansGrille: 'Aucune grille de cotation',
  sansGrilleAide: 'Aucun EPCI de ce département n’a publié de grille.',
} as const
