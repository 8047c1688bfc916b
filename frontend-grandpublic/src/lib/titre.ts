let site = ''
let page = ''
let enErreur = false

function ecrire() {
  const nom = [page, site].filter((mot, rang, mots) => mot && mots.indexOf(mot) === rang).join(' – ')
  document.title = enErreur ? `Erreur : ${nom}` : nom
}

/** L’onglet dit la page, puis le portail ; l’historique et les lecteurs d’écran le lisent en premier. */
export function nommerSite(nom: string): void {
  site = nom
  ecrire()
}

export function nommerPage(nom: string): void {
  page = nom
  enErreur = false
  ecrire()
}

export function signalerErreur(presente: boolean): void {
  if (enErreur === presente) return
  enErreur = presente
  ecrire()
}
