export const erreurs = {
  'commission-introuvable': 'Cette séance n’existe pas, ou n’est pas dans votre périmètre.',
  'decision-deja-prise': 'Un autre membre vient d’enregistrer une décision. Rechargez la séance.',
} as const

export const textes = {
  objet: 'Commission d’attribution des logements et d’examen de l’occupation (CALEOL).',
  aucune: 'Aucune séance',
  aucuneAide: 'Créez une séance, puis inscrivez-y les propositions.',
  sansBien: 'Aucun bien à l’ordre du jour',
  sansBienAide: 'Inscrivez des propositions à cette séance depuis l’écran Propositions.',
  cloture: 'Les décisions deviennent définitives et peuvent être notifiées aux candidats.',
  historiqueVide: 'Rien ne s’est encore passé pour cette séance.',
  rang: 'Le candidat suivant est proposé si le précédent refuse.',
  condition: 'La pièce ou le fait attendu. S’il est fourni à temps, le bail doit être signé.',
  justification: 'Pourquoi moins de candidats que la loi n’en demande',
} as const
