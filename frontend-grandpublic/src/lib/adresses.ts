const ADRESSE = /(https?:\/\/[^\s<>"]+)/
/** Ce qui suit une adresse dans une phrase n’en fait pas partie. */
const PONCTUATION = /[.,;:!?…'’»)\]]+$/

export interface Morceau {
  texte: string
  /** Où mène ce morceau ; absent, ce n’est que du texte. */
  href?: string
}

/** Un texte reçu, coupé à ses adresses : seules celles du portail mènent quelque part, les autres se lisent. */
export function morceaux(texte: string, origine: string): Morceau[] {
  return texte.split(ADRESSE).flatMap((morceau, rang) => {
    if (rang % 2 === 0) return morceau === '' ? [] : [{ texte: morceau }]
    const adresse = morceau.replace(PONCTUATION, '')
    const href = cheminDuPortail(adresse, origine)
    if (href === null) return [{ texte: morceau }]
    const suite = morceau.slice(adresse.length)
    return [{ texte: adresse, href }, ...(suite === '' ? [] : [{ texte: suite }])]
  })
}

/** Le chemin seul : ni un autre site, ni un nom ou un mot de passe glissé devant lui. */
function cheminDuPortail(adresse: string, origine: string): string | null {
  if (!URL.canParse(adresse)) return null
  const lue = new URL(adresse)
  return lue.origin === origine && lue.username === '' && lue.password === '' ? `${lue.pathname}${lue.search}${lue.hash}` : null
}
