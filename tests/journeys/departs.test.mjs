// Un couple se sépare : elle le déclare de son téléphone, un guichet lit pourquoi il doit le confirmer, chacun a sa demande.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { agent, annonce, appuyer, arriver, choisir, cocher, demandeur, dialogue, derouler, entrer, lu, numeroDe, phrase, suivre, voir } from './gestes.mjs'
import { ORIGINE, TELEPHONE, lancer, personne, photographier, relire } from './navigateur.mjs'
import { couple } from './personnages.mjs'
import { faireEnregistrer } from './prealables.mjs'

let navigateur
before(async () => {
  navigateur = await lancer()
})
after(async () => {
  await navigateur.close()
})

const depot = async (page) => (await lu(page.getByText(/^Déposée le/).first())).match(/\d{2}\/\d{2}\/\d{4}/)[0]

test('un départ déclaré du téléphone se confirme au guichet, et chacun retrouve la demande qui est la sienne', async () => {
  const { awena, ewan } = couple()
  const elle = await demandeur(navigateur, awena.adresse)
  const bureau = await agent(navigateur, 'bailleur.35@exemple.test')
  const { page: telephone } = elle
  const { page: poste } = bureau
  try {
    const { numero_unique: numero } = await faireEnregistrer(telephone, poste, awena, ewan)
    await declarer(telephone, ewan)
    const nouvelle = await confirmer(poste, awena, numero)
    await retrouver(telephone, { awena, ewan }, { numero, nouvelle })
  } catch (erreur) {
    await photographier(telephone, 'departs-arret-gp')
    await photographier(poste, 'departs-arret-pro')
    throw erreur
  }
  for (const { contexte, fautes } of [elle, bureau]) {
    assert.deepEqual(fautes, [])
    await contexte.close()
  }
})

async function declarer(page, ewan) {
  await page.goto(`${ORIGINE}/35/mon-espace`)
  await suivre(page, /^Les titulaires/)
  await choisir(page, 'Qui ?', new RegExp(`^${ewan.prenom}`))
  await choisir(page, 'Que se passe-t-il ?', /^Séparation/)
  await voir(page, 'Ce que cela change')
  await choisir(page, 'Document que vous avez', /^Attestation sur l.honneur/)
  await voir(page, 'Un guichet le confirmera')
  const declare = page.getByRole('button', { name: 'Déclarer ce départ' })
  assert.equal(await declare.getAttribute('aria-disabled'), 'true', 'rien ne se déclare avant d’avoir attesté')
  await voir(page, 'Cochez votre attestation sur l’honneur.')
  await relire(page, 'departs-gp-a-declarer')
  await cocher(page, /^J’atteste sur l’honneur/)
  await declare.click()
  await voir(page, 'Retirer ma déclaration')
  await voir(page, 'Le départ déclaré est celui d’un autre titulaire')
  await relire(page, 'departs-gp-declare')
}

/** The number of the demande that is born. */
async function confirmer(page, awena, numero) {
  await suivre(page.getByRole('navigation', { name: 'Menu principal' }), /^Déclarations/)
  await arriver(page, 'Déclarations et réponses')
  await page.getByRole('link', { name: new RegExp(awena.nom, 'i') }).click()
  await voir(page, 'Un départ déclaré en ligne attend un guichet')
  await relire(page, 'departs-pro-recu')
  const deposee = await depot(page)
  await appuyer(page, 'Vérifier et enregistrer')
  const fenetre = dialogue(page, /^Départ de/)
  await voir(fenetre, 'reçoit sa propre demande')
  await derouler(page, fenetre, /^Document vu/, /./)
  await relire(page, 'departs-pro-a-enregistrer')
  await appuyer(fenetre, 'Enregistrer ce départ')
  await annonce(page, 'Le départ est enregistré')
  assert.equal(await numeroDe(page), numero, 'qui reste garde son numéro')
  assert.equal(await depot(page), deposee)
  await page.getByText(phrase('Séparation : l’autre demande est')).getByRole('link').click()
  await page.waitForFunction((ancien) => !document.body.innerText.replace(/\s/g, '').includes(`Numérounique${ancien}`), numero)
  assert.equal(await depot(page), deposee, 'qui part garde son ancienneté')
  await voir(page, 'Séparation : l’autre demande est')
  await relire(page, 'departs-pro-nouvelle')
  return numeroDe(page)
}

/** Both were signed out: each comes back with a code, received at an address of one's own. */
async function retrouver(telephone, { awena, ewan }, { numero, nouvelle }) {
  assert.notEqual(nouvelle, numero)
  await telephone.goto(`${ORIGINE}/35/connexion`)
  await entrer(telephone, awena.adresse)
  assert.equal(await numeroLu(telephone), numero)
  const sien = await personne(navigateur, TELEPHONE)
  await sien.page.goto(`${ORIGINE}/35/connexion`)
  await entrer(sien.page, ewan.adresse)
  assert.equal(await numeroLu(sien.page), nouvelle)
  await relire(sien.page, 'departs-gp-chez-lui')
  await sien.contexte.close()
}

const numeroLu = async (page) => (await lu(page.getByRole('definition').first())).replaceAll(' ', '')
