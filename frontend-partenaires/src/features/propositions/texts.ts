export const erreurs = {
  'proposition-introuvable': 'Cette proposition n’existe pas, ou n’est pas dans votre périmètre.',
} as const

export const textes = {
  aucune: 'Aucune proposition',
  aucuneAide: 'Ouvrez un bien, cherchez ses candidats et retenez-en au moins trois.',
  aucuneDemande: 'Cette demande n’a encore reçu aucune proposition.',
  notification: 'Le candidat reçoit la proposition et dispose d’au moins 10 jours pour répondre (CCH R441-10). Sans réponse, il est réputé refuser.',
  acceptation: 'Enregistrez l’accord du candidat. Il restera à signer le bail.',
  refus: 'La demande reste active. Le candidat suivant de la commission est proposé.',
  bail: 'La demande est radiée pour attribution, ses autres propositions s’arrêtent et la convention du réservataire est décomptée.',
  manqueDates: 'Saisissez les deux dates.',
  manqueRpls: 'Donnez l’identifiant RPLS du logement : dix caractères au plus, chiffres et majuscules.',
  rpls: 'La fiche du logement ne le dit pas ; il part au système national avec le bail.',
  annulation: 'La proposition s’arrête. La demande reste active et le logement redevient libre pour un autre candidat.',
  inscription: 'La demande est verrouillée pour le demandeur jusqu’à la décision de la commission.',
  sansSeance: 'Aucune séance ouverte. Créez-en une dans l’écran Commissions.',
  tracabilite: 'Traçabilité du demandeur',
  propositionsTotales: 'Propositions totales',
  prospectionsTotales: 'Prospections totales',
  interventionsPartagees: 'Interventions partagées',
  historiqueVide: 'Rien ne s’est encore passé sur cette proposition.',
} as const
