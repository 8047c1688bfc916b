// Une grille de cotation change au grand jour : l'EPCI l'écrit, la relit, l'éprouve sur le stock, la publie ;
// chacun la lit au registre public, et le demandeur lit pourquoi ses points ont changé.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { attendre } from './attente.mjs'
import { agent, appuyer, arriver, dialogue, ecrire, lu, phrase, voir } from './gestes.mjs'
import { ORIGINE, TELEPHONE, connecterDemandeur, lancer, personne, relire } from './navigateur.mjs'

const NOUVEAU = 'Soutien du territoire'

let navigateur
let nathan
let camille
before(async () => {
  navigateur = await lancer()
})
after(async () => {
  await navigateur.close()
})

test('Camille lit ses points, et ce qui les donne', async () => {
  camille = await personne(navigateur, TELEPHONE)
  const { page } = camille
  await connecterDemandeur(page, '35', 'demande-active.35@exemple.test')
  await page.goto(`${ORIGINE}/35/mon-espace/cotation`)
  await page.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor()
  camille.epci = await lu(page.getByRole('main').getByRole('heading', { level: 2 }).first())
  await relire(page, 'cotation-gp-avant')
  await page.goto(`${ORIGINE}/35/mon-espace/position`)
  await relire(page, 'cotation-gp-position')
  assert.deepEqual(camille.fautes, [])
})

test('l’EPCI part de sa grille en vigueur, ajoute un critère, le relit et l’enregistre', async () => {
  nathan = await agent(navigateur, 'epci.35@exemple.test')
  const { page } = nathan
  await page.goto(`${ORIGINE}/partenaires/grilles-de-cotation`)
  await relire(page, 'cotation-pro-grilles')
  await page.getByRole('table').getByRole('link', { name: phrase(camille.epci) }).first().click()
  await appuyer(page, 'Nouvelle version à partir de celle-ci')
  await arriver(page, 'Écrire la grille')
  await ecrire(page, 'Nom de la grille', 'Grille révisée')
  await page.getByRole('button', { name: 'Ajouter un critère vide' }).last().click()
  await page.getByRole('textbox', { name: 'Nom pour le public' }).last().fill(NOUVEAU)
  await page.getByRole('textbox', { name: 'Explication pour le public' }).last().fill('Chaque demande du territoire compte ces points.')
  await page.getByRole('textbox', { name: 'Nombre de points' }).last().fill('7')
  await relire(page, 'cotation-pro-editeur')
  await appuyer(page, 'Enregistrer')
  await page.getByRole('status').getByText('Le brouillon est enregistré.').waitFor()
  await appuyer(page, 'Voir la grille')
  await voir(page, NOUVEAU)
  await appuyer(page, 'Mettre en test')
  await appuyer(dialogue(page, 'Mettre la grille en test ?'), 'Mettre en test')
  await page.getByRole('status').getByText('La grille est en test.').waitFor()
  await relire(page, 'cotation-pro-en-test')
  nathan.grille = page.url()
  assert.deepEqual(nathan.fautes, [])
})

test('elle la simule sur le stock du jour et les commissions passées, à côté de la grille en vigueur', async () => {
  const { page } = nathan
  await page.goto(`${ORIGINE}/partenaires/simulations`)
  const essayee = page.getByRole('combobox', { name: 'Grille à essayer' })
  await essayee.selectOption(await essayee.locator('option').filter({ hasText: 'Grille révisée' }).first().getAttribute('value'))
  await appuyer(page, 'Lancer une simulation')
  await attendre(async () => (await page.getByRole('heading', { name: 'Garde-fous' }).count()) > 0, 'le rapport de la simulation')
  await voir(page, 'Répartition des points')
  await voir(page, NOUVEAU)
  await relire(page, 'cotation-pro-simulation')
  assert.deepEqual(nathan.fautes, [])
})

test('elle la publie : les conséquences sont dites avant, la grille ne bouge plus', async () => {
  const { page } = nathan
  await page.goto(nathan.grille)
  await appuyer(page, 'Publier')
  const publication = dialogue(page, 'Publier la grille')
  await ecrire(publication, 'Référence de la délibération', '2026-117')
  await publication.getByLabel('Date de la délibération').fill('2026-11-10')
  await publication.getByRole('region', { name: 'Conséquences' }).getByRole('listitem').first().waitFor()
  await relire(page, 'cotation-pro-publication')
  await appuyer(publication, 'Publier')
  await page.getByRole('status').getByText('La grille est publiée.').waitFor()
  await relire(page, 'cotation-pro-publiee')
  assert.deepEqual(nathan.fautes, [])
})

test('la nuit passée, Camille lit que la grille a changé, de combien, et le nouveau critère', async () => {
  const { page } = camille
  await attendre(async () => {
    await page.goto(`${ORIGINE}/35/mon-espace/cotation`)
    await page.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor()
    return (await page.getByText(phrase(NOUVEAU)).count()) > 0
  }, 'les points de la nouvelle grille')
  await voir(page, 'la grille a changé')
  await relire(page, 'cotation-gp-apres')
  assert.deepEqual(camille.fautes, [])
})

test('n’importe qui lit la grille au registre public', async () => {
  const passant = await personne(navigateur, TELEPHONE)
  await passant.page.goto(`${ORIGINE}/35/grilles-de-cotation`)
  await relire(passant.page, 'cotation-gp-registre')
  await passant.page.getByRole('link', { name: 'Grille révisée, version 2' }).click()
  await voir(passant.page, NOUVEAU)
  await relire(passant.page, 'cotation-gp-grille-publique')
  assert.deepEqual(passant.fautes, [])
  await passant.contexte.close()
})
