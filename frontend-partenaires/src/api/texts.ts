import type { CodeDeRefus } from './types.ts'

/** What the client says by itself, when the server could not. */
export const reseau = {
  absent: 'Le serveur ne répond pas. Votre saisie est gardée sur cet écran : vérifiez votre connexion, puis recommencez.',
  inattendu: 'Une erreur inattendue s’est produite. Rechargez la page ; si elle revient, prévenez le support.',
} as const

/** Refusals that any screen may meet, said better than by the server. */
export const erreurs: Readonly<Partial<Record<CodeDeRefus, string>>> = {
  'cle-deja-utilisee': 'Votre premier envoi avait bien été reçu, sans que sa réponse vous parvienne. Rechargez la page pour le retrouver avant de recommencer.',
}
