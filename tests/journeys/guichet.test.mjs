// Inscrite au portail avec l'adresse de sa demande faite au guichet, une personne la retrouve au lieu d'en commencer une autre.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { courriel } from './courrier.mjs'
import { agent, appuyer, arriver, dater, demandeur, ecrire, lu, suivre, voir } from './gestes.mjs'
import { ORIGINE, lancer, relire } from './navigateur.mjs'
import { couple } from './personnages.mjs'
import { saisirAuGuichet } from './prealables.mjs'

let navigateur
before(async () => {
  navigateur = await lancer()
})
after(async () => {
  await navigateur.close()
})

test('une demande faite au guichet se retrouve de l’espace où l’on s’inscrit avec la même adresse', async () => {
  const { awena } = couple()
  const bureau = await agent(navigateur, 'bailleur.35@exemple.test')
  const { numero_unique: numero } = await saisirAuGuichet(bureau.page, awena)
  const elle = await demandeur(navigateur, awena.adresse)
  const { page } = elle
  await voir(page, 'Vous avez déjà une demande ?')
  await relire(page, 'guichet-gp-avant-de-commencer')
  await page.goto(`${ORIGINE}/35/mon-espace`)
  await voir(page, 'Aucune demande n’est encore reliée à cette adresse')
  await relire(page, 'guichet-gp-sans-demande')
  await suivre(page, 'Retrouver ma demande')
  await ecrire(page, 'Premier prénom', awena.prenom)
  await ecrire(page, 'Nom', awena.nom)
  await dater(page, 'Date de naissance', awena.neLe)
  await appuyer(page, 'Recevoir un code')
  await arriver(page, 'Regardez vos messages')
  const { objet } = await courriel(awena.adresse, 'votre code de connexion')
  await ecrire(page, 'Où avez-vous reçu le code ?', awena.adresse)
  await ecrire(page, 'Code reçu', objet.match(/\d{6}/)[0])
  await appuyer(page, 'Valider')
  await arriver(page, /Bonjour/)
  const reperes = await lu(page.locator('dl').first())
  assert.ok(reperes.replaceAll(' ', '').includes(numero), reperes)
  await relire(page, 'guichet-gp-retrouvee')
  for (const { contexte, fautes } of [elle, bureau]) {
    assert.deepEqual(fautes, [])
    await contexte.close()
  }
})
