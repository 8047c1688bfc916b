import type { CodeDeRefus } from './types.ts'

/** Ce que disent les refus du serveur quand leur propre phrase ne suffit pas. */
export const problemes: Readonly<Partial<Record<CodeDeRefus, string>>> = {
  'modification-concurrente': 'Votre demande a été modifiée ailleurs entre-temps. Vérifiez ce qui s’affiche, puis enregistrez de nouveau.',
  'cle-deja-utilisee': 'Votre premier envoi avait bien été reçu, sans que sa réponse vous parvienne. Rechargez la page pour le retrouver.',
}

export const reseauAbsent = 'La connexion à Internet ne répond pas.'
