export const erreurs = {
  'commission-introuvable': 'Cette séance n’existe pas, ou n’est pas dans votre périmètre.',
  'commission-close': 'Cette séance est close : ses décisions ne changent plus.',
  'decision-sans-motif': 'Une non-attribution ou un rejet demande un motif.',
  'rang-deja-pris': 'Un autre candidat de ce bien a déjà ce rang.',
} as const

export const textes = {
  aucune: 'Aucune séance',
  aucuneAide: 'Créez une séance, puis inscrivez-y les propositions.',
  sansBien: 'Aucun bien à l’ordre du jour',
  sansBienAide: 'Inscrivez des propositions à cette séance depuis l’écran Propositions.',
  cloture: 'Les décisions deviennent définitives et peuvent être notifiées. Les passages sans décision reviennent à l’état « en cours ».',
  rang: 'Le candidat suivant est proposé si le précédent refuse.',
  condition: 'La pièce ou le fait attendu. S’il est fourni à temps, le bail doit être signé.',
  moinsDeTrois: 'Moins de trois candidats : dites au procès-verbal pourquoi (CCH R441-3).',
} as const
