const FRANCAISE = '1'
const ANRU = 'ANRU'

/** Thirteen characters and their key. */
export const LONGUEUR_DU_NIR = 15

export const manquantsDuNir = (saisi: string) => LONGUEUR_DU_NIR - saisi.replace(/\s/g, '').length

interface Exigence {
  obligatoire: boolean
  phrase: string
}

/** As one types: the server says the same of what is saved, and holds to it when the demande is registered. */
export function exigenceDuNir(nationalite: string | null | undefined, nature: string): Exigence {
  if (!nationalite) return { obligatoire: false, phrase: 'Obligatoire si la nationalité est française.' }
  if (nationalite !== FRANCAISE) return { obligatoire: false, phrase: 'Facultatif : la personne n’est pas de nationalité française.' }
  if (nature === ANRU) return { obligatoire: false, phrase: 'Facultatif : c’est une demande ANRU.' }
  return { obligatoire: true, phrase: 'Obligatoire : la personne est de nationalité française. Le brouillon peut s’enregistrer sans lui.' }
}
