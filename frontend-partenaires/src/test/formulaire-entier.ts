import { readFileSync } from 'node:fs'
import type { components } from '../api/schema.d.ts'

interface Schema {
  $ref?: string
  type?: string
  format?: string
  enum?: string[]
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
}

type Formulaire = components['schemas']['Formulaire']

const contrat = JSON.parse(readFileSync('../openapi/partenaires.json', 'utf8')) as { components: { schemas: Record<string, Schema> } }

function resolu(schema: Schema): Schema {
  if (schema.$ref) return resolu(contrat.components.schemas[schema.$ref.split('/').at(-1)!]!)
  if (schema.anyOf) return resolu(schema.anyOf.find(({ type }) => type !== 'null')!)
  return schema
}

/** Every field of the published form, without ranks: what this application must have a place for. */
export function feuilles(schema: Schema = { $ref: 'Formulaire' }, prefixe = ''): string[] {
  return Object.entries(resolu(schema).properties ?? {}).flatMap(([nom, brut]) => {
    if (nom === 'id') return []
    const champ = resolu(brut)
    const dessous = champ.type === 'array' ? resolu(champ.items!) : champ
    return dessous.properties ? feuilles(dessous, `${prefixe}${nom}.`) : [`${prefixe}${nom}`]
  })
}

export const MOI = '01936c3e-0002-7000-8000-000000000001'
const COMMUNE = '35238'
/** What one answer makes of the others. */
const CHOISIES: Record<string, unknown> = {
  'demandeur.id': MOI,
  'logement_actuel.statut': 'HLM',
  'motifs.codes': ['05', '23'],
  'logement_recherche.communes': [COMMUNE],
  'logement_recherche.quartiers.commune': COMMUNE,
  'logement_recherche.secteurs.communes': [COMMUNE],
}

/** A form of which every field is filled, each text unlike any other; `textes` are those texts. */
export function formulaireEntier(choisies: Record<string, unknown> = {}): { formulaire: Formulaire; textes: Record<string, string> } {
  const textes: Record<string, string> = {}
  let rang = 0
  function valeur(brut: Schema, chemin: string): unknown {
    const dite = { ...CHOISIES, ...choisies }[chemin]
    if (dite !== undefined) return dite
    const schema = resolu(brut)
    rang += 1
    if (schema.properties) return Object.fromEntries(Object.entries(schema.properties).map(([nom, sous]) => [nom, valeur(sous, chemin ? `${chemin}.${nom}` : nom)]))
    if (schema.type === 'array') return [valeur(schema.items!, chemin)]
    if (chemin.endsWith('personne_id')) return MOI
    if (schema.enum) return schema.enum[0]
    if (schema.format === 'uuid') return `01936c3e-0002-7000-8000-${String(rang).padStart(12, '0')}`
    if (schema.format === 'date') return `20${String(rang % 20).padStart(2, '0')}-0${(rang % 9) + 1}-1${rang % 8}`
    if (schema.type === 'boolean') return true
    if (schema.type === 'integer') return 1000 + rang
    if (/commune(_travail)?$/.test(chemin)) return COMMUNE
    return (textes[chemin] = /(telephone\w*|fax)$/.test(chemin) ? `0600000${String(rang).padStart(3, '0')}` : `texte${rang}`)
  }
  return { formulaire: valeur({ $ref: 'Formulaire' }, '') as Formulaire, textes }
}
