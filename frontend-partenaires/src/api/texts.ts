/** What the client says by itself, when the server could not. */
export const reseau = {
  absent: 'Le serveur ne répond pas. Votre saisie est gardée sur cet écran : vérifiez votre connexion, puis recommencez.',
  inattendu: 'Une erreur inattendue s’est produite. Rechargez la page ; si elle revient, prévenez le support.',
} as const
