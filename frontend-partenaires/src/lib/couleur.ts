type Rgb = readonly [number, number, number]

const BLANC: Rgb = [255, 255, 255]
const NOIR: Rgb = [0, 0, 0]
const PAPIER: Rgb = [250, 247, 241]
const CONTRASTE_AA = 4.5

export function lire(hexadecimal: string): Rgb | null {
  const trouve = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hexadecimal)
  if (!trouve) return null
  return [parseInt(trouve[1] ?? '', 16), parseInt(trouve[2] ?? '', 16), parseInt(trouve[3] ?? '', 16)]
}

const ecrire = (rgb: Rgb) => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`

const meler = (a: Rgb, b: Rgb, part: number): Rgb => [
  a[0] + (b[0] - a[0]) * part,
  a[1] + (b[1] - a[1]) * part,
  a[2] + (b[2] - a[2]) * part,
]

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => {
    const x = part / 255
    return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

export function contraste(a: Rgb, b: Rgb): number {
  const [clair, fonce] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (clair + 0.05) / (fonce + 0.05)
}

/** Les nuances d’un territoire, tirées d’une seule couleur et assombries jusqu’à être lisibles sur le papier. */
export function nuances(accent: string): Record<string, string> | null {
  const voulu = lire(accent)
  if (!voulu) return null
  let lisible = voulu
  for (let pas = 0; pas < 20 && contraste(lisible, PAPIER) < CONTRASTE_AA + 0.3; pas += 1) lisible = meler(lisible, NOIR, 0.08)
  return {
    '--accent': ecrire(lisible),
    '--accent-fonce': ecrire(meler(lisible, NOIR, 0.28)),
    '--accent-clair': ecrire(meler(lisible, BLANC, 0.9)),
    '--accent-trait': ecrire(meler(lisible, BLANC, 0.6)),
  }
}

/** Pose les nuances par CSSOM, que la politique de sécurité permet, et rend de quoi les retirer. */
export function poserAccent(accent: string, racine = document.documentElement): () => void {
  const posees = nuances(accent) ?? {}
  for (const [nom, valeur] of Object.entries(posees)) racine.style.setProperty(nom, valeur)
  return () => {
    for (const nom of Object.keys(posees)) racine.style.removeProperty(nom)
  }
}
