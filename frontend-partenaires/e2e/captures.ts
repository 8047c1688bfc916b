/**
 * Draws every page with fixtures, at both sizes, under the real CSP; fails on a console error, a CSP refusal or an axe violation.
 * node e2e/captures.ts [part of a page's name] -> e2e/.captures/ (CAPTURES_DIR and DIST to look elsewhere)
 */
import { readFileSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { HttpHandler } from 'msw'
import { chromium, type Page } from 'playwright-core'
import { handlers } from '../src/test/handlers.ts'
import { PAGES } from './pages.ts'
import { servir } from './serveur.ts'

process.env.FDLS_VERSION = /^version\s*=\s*"([^"]+)"/m.exec(readFileSync(new URL('../../pyproject.toml', import.meta.url), 'utf8'))?.[1]

const SORTIE = process.env.CAPTURES_DIR ?? fileURLToPath(new URL('.captures', import.meta.url))
const TAILLES = { bureau: { width: 1440, height: 900 }, telephone: { width: 390, height: 844 } } as const
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  help: string
  nodes: { target: string[]; failureSummary: string }[]
}

async function axe(page: Page): Promise<Violation[]> {
  // the CSP refuses an added script: axe is evaluated by the debugger instead
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { axe: outil } = window as unknown as { axe: { run: (racine: Document, options: object) => Promise<{ violations: Violation[] }> } }
    const { violations } = await outil.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    return violations
  })
}

const filtre = process.argv[2]
let poses: readonly HttpHandler[] = handlers
const { server, origine } = await servir(() => poses)
const navigateur = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--lang=fr-FR'] })
mkdirSync(SORTIE, { recursive: true })
let fautes = 0

for (const { nom, adresse, reponses = [], geste, tailles = ['bureau', 'telephone'] as const, erreursAttendues = false, sansFin = false, feuilles } of PAGES) {
  if (filtre && !nom.includes(filtre)) continue
  for (const taille of tailles) {
    poses = [...reponses, ...handlers]
    const contexte = await navigateur.newContext({ viewport: TAILLES[taille], locale: 'fr-FR', timezoneId: 'Europe/Paris', reducedMotion: 'reduce' })
    const page = await contexte.newPage()
    const plaintes: string[] = []
    page.on('console', (message) => {
      // a page that shows a refusal logs it: only here
      const reseau = /^(Failed to load resource|Problem)/.test(message.text())
      if ((message.type() === 'error' || message.type() === 'warning') && !(erreursAttendues && reseau)) plaintes.push(message.text())
    })
    page.on('pageerror', (erreur) => plaintes.push(String(erreur)))
    await page.clock.setFixedTime(new Date('2026-11-23T09:00:00+01:00'))
    await page.goto(`${origine}/partenaires${adresse}`)
    await page.locator('h1').first().waitFor()
    if (!sansFin) await page.waitForLoadState('networkidle')
    await geste?.(page)
    await page.waitForTimeout(250)
    // nobody touches paper
    const violations = feuilles ? [] : await axe(page)
    await page.screenshot({ path: `${SORTIE}/${nom}-${taille}.png` })
    const deborde = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1)
    if (deborde) plaintes.push('the page scrolls sideways')
    if (feuilles) {
      const papier = await page.pdf({ preferCSSPageSize: true, path: `${SORTIE}/${nom}.pdf` })
      const tirees = papier.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
      if (tirees > feuilles) plaintes.push(`${tirees} sheets of paper, ${feuilles} wanted`)
    }
    for (const plainte of new Set(plaintes)) console.log(`  ! ${nom} ${taille}: ${plainte.slice(0, 400)}`)
    for (const { id, help, nodes } of violations) console.log(`  ✗ ${nom} ${taille}: ${id}, ${help}\n      ${nodes.slice(0, 4).map((n) => `${n.target.join(' ')} | ${n.failureSummary.replaceAll('\n', ' ').slice(0, 220)}`).join('\n      ')}`)
    fautes += new Set(plaintes).size + violations.length
    console.log(`${nom} ${taille}`)
    await contexte.close()
  }
}

await navigateur.close()
server.close()
console.log(fautes === 0 ? 'captures: 0 violation' : `captures: ${fautes} faults`)
process.exitCode = fautes === 0 ? 0 : 1
