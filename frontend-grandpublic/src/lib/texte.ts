/** Pour chercher sans se soucier des accents ni des majuscules. */
export const sansAccent = (texte: string) =>
  texte
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
