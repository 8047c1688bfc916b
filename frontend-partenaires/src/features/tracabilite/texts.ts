export const textes = {
  sous: 'Ce que la nuit a remarqué dans le journal de lecture. Remarquer n’est pas accuser : quelqu’un regarde, et l’écrit.',
  aucune: 'Aucune lecture à vérifier',
  aucuneAide: 'Les règles et leurs seuils sont ceux du fichier ; rien ne les a dépassés.',
  verifier: 'Ce que vous écrivez reste avec votre nom, sur cette ligne et dans l’histoire du compte.',
  verifie: 'Ces lectures sont vérifiées.',
  pourquoi: 'Pourquoi cela se remarque',
  queFaire: 'Que faire',
  exemples: 'Quelques dossiers lus',
  manque: 'Écrivez ce que vous avez vérifié.',
} as const
