export const erreurs = {
  'candidat-non-recevable': 'Une de ces demandes ne remplit plus les conditions de ce bien. Rechargez la liste.',
} as const

export const textes = {
  aucun: 'Aucun candidat pour ce bien',
  aucunAide: 'Aucune demande active ne remplit toutes les conditions. Publiez une annonce, ou cherchez pourquoi une demande connue n’y est pas.',
  aucunCherche: 'Aucun candidat n’a tout ce que vous cherchez',
  aucunChercheAide: 'Retirez un filtre : les demandes qui remplissent les conditions du bien reviennent.',
  pourquoi: 'Saisissez un numéro unique : chaque condition que la demande ne remplit pas est expliquée.',
  numeroIncomplet: 'Le numéro compte 18 caractères.',
  aRetenir: 'Cochez des demandes pour les comparer ou les proposer.',
  dejaPropose: 'Ce logement lui est déjà proposé.',
  aComparer: 'Cochez-en une autre pour comparer.',
  trois: 'La commission examine au moins trois candidats par logement (CCH R441-3), sauf s’il n’y en a pas assez.',
  proposer: 'Chaque demande retenue reçoit une proposition sur ce bien. Il restera à les inscrire à une séance de commission.',
} as const
