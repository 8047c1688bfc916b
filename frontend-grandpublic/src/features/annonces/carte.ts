import type { Contour, Contours } from '../../api/geo.ts'
import type { AnnonceResume } from '../../api/types.ts'

export interface Repere {
  code: string
  nom: string
  combien: number
  position: [number, number]
}

/** Des repères trop proches pour être touchés séparément à cette échelle. */
export interface Amas {
  reperes: Repere[]
  combien: number
  position: [number, number]
}

type Anneau = readonly (readonly [number, number])[]

const anneaux = ({ geometry }: Contour): Anneau[] =>
  geometry.type === 'Polygon' ? geometry.coordinates.slice(0, 1) : geometry.coordinates.flatMap((polygone) => polygone.slice(0, 1))

function aire(anneau: Anneau): number {
  let somme = 0
  anneau.forEach(([x, y], rang) => {
    const [x2, y2] = anneau[(rang + 1) % anneau.length] ?? [x, y]
    somme += x * y2 - x2 * y
  })
  return somme / 2
}

/** Le centre de la plus grande partie d’une commune. */
export function centre(contour: Contour): [number, number] {
  const principal = anneaux(contour).sort((a, b) => Math.abs(aire(b)) - Math.abs(aire(a)))[0] ?? []
  const surface = aire(principal)
  if (surface === 0) return [principal[0]?.[0] ?? 0, principal[0]?.[1] ?? 0]
  let [cx, cy] = [0, 0]
  principal.forEach(([x, y], rang) => {
    const [x2, y2] = principal[(rang + 1) % principal.length] ?? [x, y]
    const produit = x * y2 - x2 * y
    cx += (x + x2) * produit
    cy += (y + y2) * produit
  })
  return [cx / (6 * surface), cy / (6 * surface)]
}

/** L’ouest, le sud, l’est et le nord de ce qui est dessiné. */
export function cadre({ features }: Contours): [number, number, number, number] {
  const points = features.flatMap((contour) => anneaux(contour).flat())
  return points.reduce<[number, number, number, number]>(
    ([ouest, sud, est, nord], [x, y]) => [Math.min(ouest, x), Math.min(sud, y), Math.max(est, x), Math.max(nord, y)],
    [180, 90, -180, -90],
  )
}

/** Un repère par commune : combien de logements, et où l’écrire. */
export function reperes(annonces: readonly AnnonceResume[], contours: Contours): Repere[] {
  const dessins = new Map(contours.features.map((contour) => [contour.properties.code, contour]))
  return [...parCommune(annonces)].flatMap(([code, ici]) => {
    const dessin = dessins.get(code)
    const nom = ici[0]?.commune.nom ?? code
    return dessin ? [{ code, nom, combien: ici.length, position: centre(dessin) }] : []
  })
}

function parCommune(annonces: readonly AnnonceResume[]): Map<string, AnnonceResume[]> {
  const groupes = new Map<string, AnnonceResume[]>()
  for (const annonce of annonces) groupes.set(annonce.commune.code, [...(groupes.get(annonce.commune.code) ?? []), annonce])
  return groupes
}

/** Réunit les repères que l’écran superposerait ; `projeter` rend des pixels. */
export function amas(tous: readonly Repere[], projeter: (position: [number, number]) => { x: number; y: number }, ecart: number): Amas[] {
  const groupes: { x: number; y: number; reperes: Repere[] }[] = []
  for (const repere of [...tous].sort((a, b) => b.combien - a.combien)) {
    const { x, y } = projeter(repere.position)
    const proche = groupes.find((groupe) => Math.hypot(groupe.x - x, groupe.y - y) < ecart)
    if (proche) proche.reperes.push(repere)
    else groupes.push({ x, y, reperes: [repere] })
  }
  return groupes.map(({ reperes }) => ({
    reperes,
    combien: reperes.reduce((somme, { combien }) => somme + combien, 0),
    position: reperes[0]?.position ?? [0, 0],
  }))
}
