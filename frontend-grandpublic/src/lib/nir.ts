/** Clé du numéro de sécurité sociale : 97 moins le reste des treize premiers caractères (2A vaut 19, 2B vaut 18). */
export function nirEstValide(saisie: string): boolean {
  const nir = nirSansEspaces(saisie)
  if (!/^[1-478]\d{4}(\d{2}|2A|2B)\d{6}\d{2}$/.test(nir)) return false
  const corps = nir.slice(0, 13).replace('2A', '19').replace('2B', '18')
  return 97n - (BigInt(corps) % 97n) === BigInt(nir.slice(13))
}

export function nirSansEspaces(saisie: string): string {
  return saisie.replace(/[\s.-]/g, '').toUpperCase()
}
