/** Une erreur dont le message est une phrase faite pour être lue à l’écran. */
export class ErreurDite extends Error {
  override name = 'ErreurDite'
}

const INATTENDU = 'Le service a rencontré une difficulté. Ce n’est pas de votre fait. Réessayez dans un instant.'

export function phraseDe(erreur: unknown): string {
  return erreur instanceof ErreurDite ? erreur.message : INATTENDU
}
