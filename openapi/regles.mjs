/** Les conventions de nos contrats que redocly ne connaît pas. Chaque règle a sa faute dans regles.test.mjs. */

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/
const SNAKE = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/
const PARAMETRE = /^\{[a-z]+(_[a-z]+)*\}$/
const METHODES = ['get', 'head', 'put', 'post', 'patch', 'delete']
const PROBLEME = 'application/problem+json'

/** Ce qui n'existe qu'en un exemplaire pour celui qui demande ne se met pas au pluriel. */
const UNIQUES = new Set(['accueil', 'charte', 'deploiement-de-la-cotation', 'portail', 'recherche-rapide', 'session'])
const A_MOI = /^(ma|mon)-/

/** Des noms de chose qui finissent comme un verbe. */
const NOMS = new Set(['dossier', 'fichier', 'nir'])

const segments = (chemin) => chemin.split('/').filter(Boolean)
const estParametre = (segment) => segment.startsWith('{')
const auPluriel = (segment) => /^([^-]*[sx]|rendez-vous)(-|$)/.test(segment)
const estUnique = (segment) => UNIQUES.has(segment) || A_MOI.test(segment)

const operations = (item) => METHODES.filter((methode) => item[methode]).map((methode) => [methode, item[methode]])
const nomme = (operation, nom) => (operation.parameters ?? []).some((parametre) => parametre.name.toLowerCase() === nom.toLowerCase())

/** Une règle qui regarde chaque opération : `dire(message, ...où)` rend la faute à sa place. */
const parOperation = (regarder) => () => ({
  PathItem(item, ctx) {
    const place = ctx.location
    for (const [methode, operation] of operations(item)) {
      const dire = (message, ...ou) => ctx.report({ message, location: ou.reduce((l, cle) => l.child([cle]), place.child([methode])) })
      const lire = (noeud) => (noeud?.$ref ? ctx.resolve(noeud).node : noeud)
      const recu = place.pointer.startsWith('#/webhooks')
      regarder({ chemin: String(ctx.key), recu, methode, operation, dire, lire })
    }
  },
})

const parChemin = (regarder) => () => ({
  PathItem(item, ctx) {
    for (const message of regarder(String(ctx.key), item)) ctx.report({ message, location: ctx.location.key() })
  },
})

function* chemins(chemin) {
  for (const segment of segments(chemin)) {
    if (!(estParametre(segment) ? PARAMETRE : KEBAB).test(segment)) yield `« ${segment} » : minuscules, chiffres et tirets, sans accent`
  }
}

function* pluriels(chemin) {
  const tous = segments(chemin)
  if (tous.length > 0 && !auPluriel(tous[0]) && !estUnique(tous[0])) yield `« ${tous[0]} » : une ressource se nomme au pluriel`
  for (const [rang, segment] of tous.entries()) {
    if (rang > 0 && estParametre(segment) && !auPluriel(tous[rang - 1])) yield `« ${tous[rang - 1]} » : une collection se nomme au pluriel`
  }
}

/** Toutes les propriétés des objets que ce schéma atteint, chaque composant une seule fois. */
function* objets(schema, lire, vus = new Set()) {
  if (schema?.$ref) {
    if (vus.has(schema.$ref)) return
    vus.add(schema.$ref)
  }
  const lu = lire(schema)
  if (!lu || typeof lu !== 'object') return
  if (lu.properties) yield [schema?.$ref?.split('/').at(-1) ?? 'le corps', lu]
  for (const cle of ['anyOf', 'oneOf', 'allOf', 'prefixItems']) for (const partie of lu[cle] ?? []) yield* objets(partie, lire, vus)
  for (const partie of Object.values(lu.properties ?? {})) yield* objets(partie, lire, vus)
  if (lu.items) yield* objets(lu.items, lire, vus)
  if (typeof lu.additionalProperties === 'object') yield* objets(lu.additionalProperties, lire, vus)
}

const corps = (operation) => Object.entries(operation.requestBody?.content ?? {}).filter(([type]) => /json|urlencoded/.test(type))

/** « /biens/suivi » est aussi un « /biens/{bien_id} » : supprimer le second supprimerait le premier. */
const seConfond = (precis, gabarit) =>
  precis !== gabarit &&
  segments(precis).length === segments(gabarit).length &&
  segments(gabarit).every((segment, rang) => estParametre(segment) || segment === segments(precis)[rang])

const rules = {
  'adresse-sans-ambiguite': () => ({
    Paths(chemins, ctx) {
      for (const precis of Object.keys(chemins)) {
        for (const gabarit of Object.keys(chemins).filter((autre) => seConfond(precis, autre))) {
          const enTrop = METHODES.filter((methode) => chemins[gabarit][methode] && !chemins[precis][methode])
          if (enTrop.length > 0) ctx.report({ message: `${enTrop.join(', ')} de ${gabarit} y répondrait aussi`, location: ctx.location.child([precis]).key() })
        }
      }
    },
  }),

  'chemin-en-kebab-case': parChemin(chemins),

  'ressource-au-pluriel': parChemin(pluriels),

  'action-en-nom': parOperation(({ chemin, dire }) => {
    const dernier = segments(chemin).at(-1) ?? ''
    const mot = dernier.split('-')[0]
    if (/(er|ir)$/.test(mot) && !NOMS.has(mot)) dire(`« ${dernier} » : une action est un nom (« radiation », pas « radier »)`)
  }),

  'operation-en-verbe': parOperation(({ operation, dire }) => {
    const id = operation.operationId ?? ''
    const verbe = id.replace(/^(s|se)_/, '').split('_')[0]
    if (!SNAKE.test(id) || !/(er|ir|re)$/.test(verbe)) dire(`« ${id} » : un verbe à l'infinitif, en snake_case`, 'operationId')
  }),

  'resume-en-phrase': parOperation(({ operation, dire }) => {
    const resume = operation.summary ?? ''
    if (!/^[A-ZÀÉÊ]/.test(resume) || /\.$/.test(resume) || /\n/.test(resume)) dire('le résumé est une phrase, sans point final', 'summary')
  }),

  'nom-en-snake-case': () => ({
    Schema(schema, ctx) {
      for (const nom of Object.keys(schema.properties ?? {})) {
        if (!SNAKE.test(nom)) ctx.report({ message: `« ${nom} » : snake_case, sans accent`, location: ctx.location.child(['properties', nom]).key() })
      }
    },
    Parameter(parametre, ctx) {
      if (parametre.in !== 'header' && !SNAKE.test(parametre.name)) ctx.report({ message: `« ${parametre.name} » : snake_case, sans accent`, location: ctx.location.child('name') })
    },
  }),

  'refus-en-problem-json': parOperation(({ operation, dire, lire }) => {
    for (const [statut, reponse] of Object.entries(operation.responses ?? {})) {
      if (!/^[45]/.test(statut)) continue
      const types = Object.entries(lire(reponse).content ?? {})
      const juste = types.length === 1 && types[0][0] === PROBLEME && types[0][1].schema?.$ref === '#/components/schemas/Problem'
      if (!juste) dire(`un refus est un Problem, en ${PROBLEME}`, 'responses', statut)
    }
  }),

  'session-refusee-annoncee': parOperation(({ operation, dire }) => {
    const connecte = (operation.security ?? []).some((schema) => Object.keys(schema).length > 0)
    if (connecte && !operation.responses?.['401']) dire('qui doit être connecté peut ne plus l’être : annoncer 401', 'responses')
  }),

  'corps-ferme': parOperation(({ recu, operation, dire, lire }) => {
    if (recu) return // ce que nous envoyons peut s'enrichir
    for (const [type, media] of corps(operation)) {
      for (const [nom, objet] of objets(media.schema, lire)) {
        if (objet.additionalProperties !== false) dire(`${nom} accepte des champs inconnus`, 'requestBody', 'content', type)
      }
    }
  }),

  'creation-idempotente': parOperation(({ methode, operation, dire }) => {
    const cree = methode === 'post' && Boolean(operation.responses?.['201'])
    const cle = nomme(operation, 'Idempotency-Key')
    if (cree && !cle) dire('une création accepte Idempotency-Key')
    if (cle && methode !== 'post') dire('Idempotency-Key ne sert qu’à créer')
  }),

  'version-verifiee': parOperation(({ methode, operation, dire, lire }) => {
    if (methode !== 'patch' || nomme(operation, 'If-Match')) return
    for (const [type, media] of corps(operation)) {
      if (!lire(media.schema)?.required?.includes('version')) dire('une modification porte la version lue', 'requestBody', 'content', type)
    }
    if (!operation.responses?.['409']) dire('une version dépassée se refuse : annoncer 409', 'responses')
  }),

  'liste-en-pages': parOperation(({ operation, dire, lire }) => {
    const schema = lire(operation.responses?.['200'])?.content?.['application/json']?.schema?.$ref?.split('/').at(-1) ?? ''
    const attendus = schema.startsWith('Page_') ? ['page', 'size'] : schema.startsWith('Fil_') ? ['apres', 'size'] : []
    for (const nom of attendus) {
      if (!nomme(operation, nom)) dire(`une liste de ce genre prend le paramètre « ${nom} »`)
    }
    const size = (operation.parameters ?? []).find((parametre) => parametre.name === 'size')
    if (size && size.schema?.maximum === undefined) dire('« size » a un maximum')
  }),

  'limite-annoncee': parOperation(({ operation, dire, lire }) => {
    const refus = lire(operation.responses?.['429'])
    if (!refus) return
    for (const nom of ['Retry-After', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset']) {
      if (!refus.headers?.[nom]) dire(`une route limitée annonce ${nom}`, 'responses', '429')
    }
  }),
}

export default () => ({ id: 'fdls', rules: { oas3: rules } })
