/** Où revenir après la connexion : une page de ce site, et de ce département, rien d’autre. */
export function retourSur(search: string): string {
  const retour = new URLSearchParams(search).get('retour') ?? ''
  return /^\/(?![/\\])/.test(retour) ? retour : '/mon-espace'
}
