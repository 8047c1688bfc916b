// A real Chromium, as a person would use it: nothing is faked, every console error and CSP violation is kept.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { chromium } from 'playwright-core'

export const ORIGINE = new URL(process.env.URL_PUBLIQUE ?? 'http://localhost:8000').origin
export const PHRASE_DE_PASSE = 'le phare veille sur la baie'
export const TELEPHONE = { width: 390, height: 844 }
export const BUREAU = { width: 1440, height: 900 }
const CAPTURES = process.env.CAPTURES_DIR ?? new URL('captures/', import.meta.url).pathname
const PATIENCE = 20_000
const REGLES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

export function lancer() {
  const executablePath = process.env.CHROMIUM
  assert.ok(executablePath, 'CHROMIUM doit donner le chemin du navigateur')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A person in front of a screen: a context of his own, and what went wrong in it. */
export async function personne(navigateur, viewport) {
  const contexte = await navigateur.newContext({ viewport, locale: 'fr-FR', timezoneId: 'Europe/Paris', reducedMotion: 'reduce' })
  const page = await contexte.newPage()
  page.setDefaultTimeout(PATIENCE)
  const fautes = []
  page.on('pageerror', (erreur) => fautes.push(`erreur : ${erreur.message}`))
  page.on('console', (message) => {
    // A refusal that the page explains (401, 404, 409…) is also printed by the browser itself.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) fautes.push(`console : ${message.text()}`)
  })
  return { contexte, page, fautes }
}

/** The same sign-in request as the application's, from a page of the application. */
export async function connecterAgent(page, email) {
  await page.goto(`${ORIGINE}/partenaires/connexion`)
  const statut = await page.evaluate(
    async ([email, mot_de_passe]) =>
      (
        await fetch('/partenaires/v1/session', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'X-Fdls': '1' },
          body: JSON.stringify({ email, mot_de_passe }),
        })
      ).status,
    [email, PHRASE_DE_PASSE],
  )
  assert.equal(statut, 204, `connexion de ${email}`)
}

export async function connecterDemandeur(page, departement, identifiant) {
  await page.goto(`${ORIGINE}/${departement}/connexion`)
  const statut = await page.evaluate(
    async ([departement, identifiant, mot_de_passe]) =>
      (
        await fetch('/grandpublic/v1/session', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'X-Fdls': '1' },
          body: JSON.stringify({ departement, identifiant, mot_de_passe }),
        })
      ).status,
    [departement, identifiant, PHRASE_DE_PASSE],
  )
  assert.equal(statut, 204, `connexion de ${identifiant}`)
}

export function garder(nom, contenu) {
  mkdirSync(CAPTURES, { recursive: true })
  writeFileSync(`${CAPTURES}/${nom}`, contenu)
}

export async function photographier(page, nom, { fullPage = true } = {}) {
  garder(`${nom}.png`, await page.screenshot({ fullPage }))
}

/** Only what is wrong, and in the page itself (no frame of ours comes from elsewhere): a third of the time. */
const axe = (page) => new AxeBuilder({ page }).setLegacyMode(true).options({ runOnly: REGLES, resultTypes: ['violations'] })

/** A bar that stays at the foot of the screen covers whatever field happens to be there: read where it ends the page. */
async function sansBarreAuPied(page, lire) {
  const barres = await page.evaluateHandle(() => {
    const auPied = [...document.querySelectorAll('*')].filter((element) => {
      const { position, bottom } = getComputedStyle(element)
      return position === 'sticky' && bottom !== 'auto'
    })
    for (const barre of auPied) Object.assign(barre.style, { position: 'relative', bottom: 'auto' })
    return auPied
  })
  const lu = await lire()
  await barres.evaluate((posees) => {
    for (const barre of posees) Object.assign(barre.style, { position: '', bottom: '' })
  })
  return lu
}

/** Waits for the page to be what it will be, keeps a picture, and lets axe read it. */
export async function relire(page, nom) {
  await page.waitForLoadState('networkidle')
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(() => ![...document.querySelectorAll('[role="status"]')].some(({ textContent }) => textContent.startsWith('Chargement')))
  // a head that stays in sight covers what has been scrolled under it
  await page.evaluate(() => {
    window.scrollTo(0, 0)
    for (const liste of document.querySelectorAll('*')) if (liste.scrollTop > 0) liste.scrollTop = 0
  })
  await photographier(page, nom)
  const { violations } = await sansBarreAuPied(page, () => axe(page).analyze())
  assert.deepEqual(
    violations.map((v) => `${v.id} : ${v.nodes.map((n) => `${n.html.slice(0, 200)} (${n.failureSummary})`).join(', ')}`),
    [],
    `accessibilité de ${nom}`,
  )
  const largeur = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  assert.ok(largeur <= 1, `${nom} déborde de ${largeur} px en largeur`)
}
