import { useLocation, useSearch } from 'wouter'

/** Les bornes du curseur ; au maximum, aucune limite n’est demandée. */
export const LOYER_MIN = 200
export const LOYER_MAX = 1500
export const LOYER_PAS = 50

export interface Recherche {
  commune: string
  nom: string
  typologie: string
  loyer: number | null
  tri: 'loyer' | '-publiee_le'
  page: number
}

export function lireRecherche(search: string): Recherche {
  const params = new URLSearchParams(search)
  const loyer = Number(params.get('loyer_max'))
  const page = Number(params.get('page'))
  return {
    commune: params.get('commune') ?? '',
    nom: params.get('nom') ?? '',
    typologie: params.get('typologie') ?? '',
    loyer: loyer >= LOYER_MIN && loyer < LOYER_MAX ? loyer : null,
    tri: params.get('tri') === 'loyer' ? 'loyer' : '-publiee_le',
    page: Number.isInteger(page) && page > 1 ? page : 1,
  }
}

export function ecrireRecherche({ commune, nom, typologie, loyer, tri, page }: Recherche): string {
  const params = new URLSearchParams()
  if (commune) params.set('commune', commune)
  if (commune && nom) params.set('nom', nom)
  if (typologie) params.set('typologie', typologie)
  if (loyer !== null) params.set('loyer_max', String(loyer))
  if (tri === 'loyer') params.set('tri', tri)
  if (page > 1) params.set('page', String(page))
  const texte = params.toString()
  return texte ? `?${texte}` : ''
}

/** The URL is the state of the list: a search can be kept, shared, and left with the back button. */
export function useRecherche() {
  const [ici, aller] = useLocation()
  const recherche = lireRecherche(useSearch())
  return {
    recherche,
    changer: (suite: Partial<Recherche>, replace = false) => aller(`${ici}${ecrireRecherche({ ...recherche, page: 1, ...suite })}`, { replace }),
  }
}
