export const erreurs = {
  'commission-introuvable': 'Cette séance n’existe pas, ou n’est pas dans votre périmètre.',
  'commission-cloturee': 'Cette séance est close : ses décisions ne changent plus.',
  'candidat-non-inscrit': 'Ce candidat n’est plus inscrit à cette séance.',
  'decision-incomplete': 'Il manque un motif, un rang ou une condition à cette décision.',
  'decision-deja-prise': 'Un autre membre vient d’enregistrer une décision. Rechargez la séance.',
  'decision-irrevocable': 'Cette décision a déjà été notifiée : elle ne change plus.',
  'decisions-manquantes': 'Il reste des candidats sans décision.',
  'rang-deja-donne': 'Un autre candidat de ce bien a déjà ce rang.',
  'attribution-unique': 'Une attribution sans rang désigne un seul candidat : donnez un rang pour en classer plusieurs.',
  'trop-peu-de-candidats': 'Moins de trois candidats : dites pourquoi avant d’attribuer (CCH R441-3).',
} as const

export const textes = {
  aucune: 'Aucune séance',
  aucuneAide: 'Créez une séance, puis inscrivez-y les propositions.',
  sansBien: 'Aucun bien à l’ordre du jour',
  sansBienAide: 'Inscrivez des propositions à cette séance depuis l’écran Propositions.',
  cloture: 'Les décisions deviennent définitives et peuvent être notifiées aux candidats.',
  rang: 'Le candidat suivant est proposé si le précédent refuse.',
  condition: 'La pièce ou le fait attendu. S’il est fourni à temps, le bail doit être signé.',
  justification: 'Pourquoi moins de candidats que la loi n’en demande',
} as const
