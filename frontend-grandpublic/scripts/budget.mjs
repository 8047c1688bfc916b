// What a phone must download before the first page works: the build fails past the budget.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const BUDGET_KB = 150
const PAGE_BUDGET_KB = 190
const MAP = 'src/features/annonces/components/CarteAnnonces.tsx'

const dist = new URL('../dist/', import.meta.url).pathname
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))

function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const dependency of manifest[key].imports ?? []) closure(dependency, seen)
  return seen
}

function weight(keys) {
  const bytes = [...keys].reduce((sum, key) => sum + gzipSync(readFileSync(join(dist, manifest[key].file)), { level: 9 }).length, 0)
  return bytes / 1000
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
const initial = closure(entry)
const initialKb = weight(initial)
console.log(`JavaScript initial : ${initialKb.toFixed(1)} ko gzip (budget ${BUDGET_KB})`)

const pages = Object.keys(manifest)
  .filter((key) => manifest[key].isDynamicEntry && key.includes('/pages/'))
  .map((key) => ({ key, kb: weight(closure(key, new Set(initial))) }))
  .sort((a, b) => b.kb - a.kb)
for (const { key, kb } of pages) console.log(`  ${kb.toFixed(1).padStart(6)} ko  ${key.replace('src/features/', '')}`)

const failures = []
if (initialKb > BUDGET_KB) failures.push(`le JavaScript initial dépasse ${BUDGET_KB} ko`)
for (const { key, kb } of pages) if (kb > PAGE_BUDGET_KB) failures.push(`${key} dépasse ${PAGE_BUDGET_KB} ko`)
if (manifest[MAP] && !manifest[MAP].isDynamicEntry) failures.push('la carte doit rester chargée à la demande')
if (pages.some(({ key }) => closure(key).has(MAP))) failures.push('une page charge la carte sans qu’on la demande')
if (failures.length > 0) {
  console.error(`Budget dépassé : ${failures.join(' ; ')}.`)
  process.exit(1)
}
