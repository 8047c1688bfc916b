/** Ce que disent les refus du serveur quand leur propre phrase ne suffit pas. */
export const problemes: Record<string, string> = {
  'modification-concurrente': 'Votre demande a été modifiée ailleurs entre-temps. Vérifiez ce qui s’affiche, puis enregistrez de nouveau.',
}

export const reseauAbsent = 'La connexion à Internet ne répond pas.'
