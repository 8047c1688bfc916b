export const texts = {
  titre: 'Des questions ?',
  chapo: 'Les réponses aux questions que l’on nous pose le plus souvent.',
  chercher: 'Chercher dans les réponses',
  aucune: 'Aucune réponse ne contient ces mots. Écrivez-nous ou appelez-nous : nous répondons avec plaisir.',
  trouvees: (combien: number) => (combien < 2 ? `${combien} réponse` : `${combien} réponses`),
  contact: 'Vous n’avez pas trouvé ?',
  points: {
    titre: 'Comment sont comptés les points ?',
    phrases: [
      'Chaque intercommunalité publie une grille : une liste de critères, et les points que chacun donne. La même grille vaut pour tous.',
      'Par exemple, une famille logée dans un appartement trop petit peut recevoir des points pour la taille du logement, et d’autres pour chaque année d’attente. Le total se lit ligne par ligne dans « Mes points ».',
      'Les points aident à choisir les dossiers à étudier. La commission d’attribution reste libre de sa décision.',
    ],
  },
}
