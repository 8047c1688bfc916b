/** Propose un fichier du serveur au téléchargement, sans quitter la page. */
export function telecharger(url: string, nom: string): void {
  const lien = document.createElement('a')
  lien.href = url
  lien.download = nom
  lien.click()
}

/** Range les lignes dans un CSV lisible par un tableur français : point-virgule, guillemets, BOM. */
export function enCsv(lignes: readonly (readonly (string | number | null | undefined)[])[]): string {
  const cellule = (valeur: string | number | null | undefined) => {
    const texte = typeof valeur === 'number' ? String(valeur).replace('.', ',') : (valeur ?? '')
    // a cell that begins like a formula would run in the spreadsheet
    const neutre = typeof valeur === 'string' && /^[=+\-@\t\r]/.test(texte) ? `'${texte}` : texte
    return /[";\n]/.test(neutre) ? `"${neutre.replaceAll('"', '""')}"` : neutre
  }
  return `\uFEFF${lignes.map((ligne) => ligne.map(cellule).join(';')).join('\r\n')}`
}

function telechargerTexte(nom: string, texte: string, type: string): void {
  const url = URL.createObjectURL(new Blob([texte], { type: `${type};charset=utf-8` }))
  telecharger(url, nom)
  setTimeout(() => URL.revokeObjectURL(url), 0)
}

export const telechargerCsv = (nom: string, lignes: Parameters<typeof enCsv>[0]): void => telechargerTexte(nom, enCsv(lignes), 'text/csv')

export const telechargerJson = (nom: string, document: unknown): void => telechargerTexte(nom, JSON.stringify(document, null, 2), 'application/json')
