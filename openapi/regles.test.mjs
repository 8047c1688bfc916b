/** Un contrat juste passe ; chaque règle trouve la faute qu'on y plante, et seulement elle. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { promisify } from 'node:util'

const ici = import.meta.dirname
const cli = join(ici, 'node_modules/@redocly/cli/bin/cli.js')
const lancer = promisify(execFile)

const probleme = { description: 'Codes : non-connecte', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }
const json = (schema) => ({ content: { 'application/json': { schema } } })
const reference = (nom) => ({ $ref: `#/components/schemas/${nom}` })
const parametre = (name, lieu = 'query', schema = { type: 'string' }) => ({ name, in: lieu, required: lieu === 'path', description: 'Ce qu’il veut dire.', schema })
const taille = parametre('size', 'query', { type: 'integer', maximum: 100 })
const cle = parametre('Idempotency-Key', 'header')
const id = parametre('bien_id', 'path')

const refuse = (...statuts) => Object.fromEntries(statuts.map((statut) => [statut, probleme]))
const operation = (operationId, autres = {}) => ({
  operationId,
  summary: 'Une phrase',
  tags: ['biens'],
  security: [{ session: [] }],
  ...autres,
  responses: { 200: { description: 'Fait', ...json(reference('Bien')) }, ...refuse('401'), ...autres.responses },
})
const corps = (nom) => ({ required: true, ...json(reference(nom)) })
const objet = (properties, autres = {}) => ({ type: 'object', properties, additionalProperties: false, ...autres })

const JUSTE = {
  '/biens': {
    get: operation('lister_biens', { parameters: [parametre('page'), taille], responses: { 200: { description: 'Fait', ...json(reference('Page_Bien_')) } } }),
    post: operation('creer_bien', { parameters: [cle], requestBody: corps('BienBody'), responses: { 201: { description: 'Créé', ...json(reference('Bien')) } } }),
  },
  '/biens/{bien_id}': { parameters: [id], patch: operation('modifier_bien', { requestBody: corps('BienModificationBody'), responses: refuse('409') }) },
  '/biens/{bien_id}/retrait': { parameters: [id], post: operation('retirer_bien', { responses: { 429: { ...probleme, headers: Object.fromEntries(['Retry-After', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'].map((nom) => [nom, { schema: { type: 'integer' } }])) } } }) },
  '/ma-demande': { get: operation('lire_ma_demande') },
}

const contrat = (fautes = {}, schemas = {}) => ({
  openapi: '3.1.0',
  info: { title: 'Essai', version: '1', license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
  servers: [{ url: '/essai/v1' }],
  tags: [{ name: 'biens', description: 'Les logements.' }],
  paths: { ...JUSTE, ...fautes },
  components: {
    securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'session' } },
    schemas: {
      Bien: objet({ version: { type: 'integer' }, libere_le: { type: 'string' } }),
      BienBody: objet({ commune: { type: 'string' } }),
      BienModificationBody: objet({ version: { type: 'integer' } }, { required: ['version'] }),
      Page_Bien_: objet({ items: { type: 'array', items: reference('Bien') } }),
      Fil_Bien_: objet({ items: { type: 'array', items: reference('Bien') } }),
      Problem: objet({ code: { type: 'string' } }),
      ...schemas,
    },
  },
})

const lit = (reponse) => ({ get: operation('lire_essai', reponse) })
const poste = (autres, nom = 'faire_essai') => ({ post: operation(nom, autres) })

/** [règle, ce qui ne va pas, chemins, schémas, autres règles touchées] */
const FAUTES = [
  ['adresse-sans-ambiguite', 'une adresse qui en est aussi une autre', { '/essais/{bien_id}': { parameters: [id], delete: operation('retirer_essai') }, '/essais/suivi': lit() }],
  ['chemin-en-kebab-case', 'une majuscule', { '/mesBiens': lit() }],
  ['chemin-en-kebab-case', 'un paramètre en chameau', { '/essais/{bienId}': lit({ parameters: [parametre('bienId', 'path')] }) }, {}, ['nom-en-snake-case']],
  ['ressource-au-pluriel', 'une ressource au singulier', { '/bail': lit() }],
  ['ressource-au-pluriel', 'une collection au singulier', { '/essais/{bien_id}/piece/{piece_id}': lit({ parameters: [id, parametre('piece_id', 'path')] }) }],
  ['action-en-nom', 'un verbe', { '/essais/{bien_id}/retirer': poste({ parameters: [id] }) }],
  ['operation-en-verbe', 'un nom', { '/essais': { get: operation('essais_du_jour') } }],
  ['resume-en-phrase', 'un point final', { '/essais': lit({ summary: 'Une phrase.' }) }],
  ['nom-en-snake-case', 'une propriété en chameau', { '/essais': lit({ responses: { 200: { description: 'Fait', ...json(reference('Chameau')) } } }) }, { Chameau: objet({ libereLe: { type: 'string' } }) }],
  ['refus-en-problem-json', 'un refus en JSON ordinaire', { '/essais': lit({ responses: { 404: { description: 'Introuvable', ...json(reference('Problem')) } } }) }],
  ['session-refusee-annoncee', 'un 401 tu', { '/essais': { get: { ...operation('lire_essai'), responses: { 200: { description: 'Fait' }, 404: probleme } } } }],
  ['corps-ferme', 'un corps ouvert, au fond', { '/essais': poste({ requestBody: corps('Ouvert') }) }, { Ouvert: objet({ foyer: { type: 'array', items: reference('Personne') } }), Personne: { type: 'object', properties: { nom: { type: 'string' } } } }],
  ['creation-idempotente', 'une création sans clé', { '/essais': poste({ responses: { 201: { description: 'Créé' } } }) }],
  ['creation-idempotente', 'une clé sur une lecture', { '/essais': lit({ parameters: [cle] }) }],
  ['version-verifiee', 'une modification sans version', { '/essais/{bien_id}': { parameters: [id], patch: operation('modifier_essai', { requestBody: corps('BienBody'), responses: refuse('409') }) } }],
  ['version-verifiee', 'un conflit tu', { '/essais/{bien_id}': { parameters: [id], patch: operation('modifier_essai', { requestBody: corps('BienModificationBody') }) } }],
  ['liste-en-pages', 'une liste sans page', { '/essais': lit({ parameters: [taille], responses: { 200: { description: 'Fait', ...json(reference('Page_Bien_')) } } }) }],
  ['liste-en-pages', 'un fil sans curseur', { '/essais': lit({ parameters: [taille], responses: { 200: { description: 'Fait', ...json(reference('Fil_Bien_')) } } }) }],
  ['liste-en-pages', 'une page sans fin', { '/essais': lit({ parameters: [parametre('size')] }) }],
  ['limite-annoncee', 'une limite sans en-têtes', { '/essais': poste({ responses: { 429: { ...probleme, headers: { 'Retry-After': { schema: { type: 'integer' } } } } } }) }],
]

/** Un seul passage de redocly sur tous les contrats d'essai : il rend un objet JSON par contrat, l'un contre l'autre. */
async function fautesDe(documents) {
  const dossier = await mkdtemp(join(tmpdir(), 'contrats-'))
  try {
    const fichiers = documents.map((_, rang) => join(dossier, `${rang}.json`))
    await Promise.all(documents.map((document, rang) => writeFile(fichiers[rang], JSON.stringify(document))))
    const args = [cli, 'lint', ...fichiers, '--config', join(ici, 'redocly.yaml'), '--format', 'json']
    const { stdout } = await lancer(process.execPath, args, { cwd: ici }).catch((refus) => refus)
    return stdout.split(/(?<=^\})(?=\{$)/m).map((rendu) => new Set(JSON.parse(rendu).problems.map(({ ruleId }) => ruleId)))
  } finally {
    await rm(dossier, { recursive: true, force: true })
  }
}

describe('les règles des contrats', () => {
  let trouvees
  before(async () => {
    trouvees = await fautesDe([contrat(), ...FAUTES.map(([, , chemins, schemas]) => contrat(chemins, schemas))])
    for (const regles of trouvees) regles.delete('no-unused-components') // les schémas d'essai ne servent pas tous à tous
  })

  test('un contrat juste passe', () => assert.deepEqual([...trouvees[0]], []))

  for (const [rang, [regle, quoi, , , aussi = []]] of FAUTES.entries()) {
    test(`${regle} : ${quoi}`, () => {
      assert.deepEqual([...trouvees[rang + 1]].sort(), [regle, ...aussi].map((nom) => `fdls/${nom}`).sort())
    })
  }
})
