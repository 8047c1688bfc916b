export interface Nommee {
  nom_naissance?: string | null
  nom_usage?: string | null
  prenoms?: string | null
}

/** « NOM D'USAGE (NOM DE NAISSANCE) Prénom », ou « NOM DE NAISSANCE Prénom » sans nom d’usage. */
export function nomAffiche({ nom_naissance, nom_usage, prenoms }: Nommee): string {
  const naissance = nom_naissance?.toLocaleUpperCase('fr')
  const usage = nom_usage?.toLocaleUpperCase('fr')
  const nom = usage && naissance && usage !== naissance ? `${usage} (${naissance})` : (usage ?? naissance)
  return [nom, prenoms].filter(Boolean).join(' ') || 'Nom non renseigné'
}
