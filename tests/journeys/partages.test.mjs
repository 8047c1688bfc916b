// Deux demandes pour une, une demande pour deux : un couple se sépare, une personne enregistrée deux fois se retrouve.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { enregistrerAuGuichet, parGroupes, valider } from './demandes.mjs'
import { agent, annonce, appuyer, arriver, cocher, derouler, dialogue, ecrire, lu, numeroDe, onglet, phrase, suivre, voir } from './gestes.mjs'
import { ORIGINE, lancer, photographier, relire } from './navigateur.mjs'
import { personnages } from './personnages.mjs'

let navigateur
before(async () => {
  navigateur = await lancer()
})
after(async () => {
  await navigateur.close()
})

/** One at his desk; what stopped him is photographed. */
function auPoste(titre, jouer) {
  test(titre, async () => {
    const { contexte, page, fautes } = await agent(navigateur, 'bailleur.35@exemple.test')
    try {
      await jouer(page)
    } catch (erreur) {
      await photographier(page, 'partages-arret')
      throw erreur
    }
    assert.deepEqual(fautes, [])
    await contexte.close()
  })
}

const depot = async (page) => (await lu(page.getByText(/^Déposée le/).first())).match(/\d{2}\/\d{2}\/\d{4}/)[0]

auPoste('un couple se sépare : les conséquences se lisent d’abord, puis chacun a sa demande, à la même date de dépôt', async (page) => {
  await page.goto(`${ORIGINE}/partenaires/demandes?size=100`)
  const couple = page.getByRole('row').filter({ hasText: /, avec / }).filter({ hasNotText: 'Verrouillée' }).first()
  await couple.getByRole('link').first().click()
  await page.getByRole('navigation', { name: /^Rubriques/ }).waitFor()
  const deposee = await depot(page)
  const numero = await numeroDe(page)
  await onglet(page, 'Demandeur')
  await page.getByRole('button', { name: /^Départ de/ }).last().click()
  const fenetre = dialogue(page, /^Départ de/)
  assert.ok(await fenetre.getByRole('button', { name: 'Enregistrer ce départ' }).isDisabled(), 'rien ne s’enregistre avant d’avoir lu')
  await derouler(page, fenetre, /^Ce qui arrive/, 'Séparation')
  await voir(fenetre, 'Ce que cela change')
  await voir(fenetre, 'reçoit sa propre demande')
  await derouler(page, fenetre, /^Document vu/, /./)
  await relire(page, 'partages-separation')
  await appuyer(fenetre, 'Enregistrer ce départ')
  await annonce(page, 'Le départ est enregistré')

  await voir(page, 'Séparation : l’autre demande est')
  await relire(page, 'partages-separee')
  assert.equal(await depot(page), deposee, 'la demande d’origine garde sa date')
  await page.getByText(phrase('Séparation : l’autre demande est')).getByRole('link').click()
  await page.waitForFunction((ancien) => !document.body.innerText.replace(/\s/g, '').includes(`Numérounique${ancien}`), numero)
  await voir(page, 'Séparation : l’autre demande est')
  assert.equal(await depot(page), deposee, 'la nouvelle a la même')
  assert.notEqual(await numeroDe(page), numero, 'sous son propre numéro')
  await relire(page, 'partages-nouvelle')
})

auPoste('une personne enregistrée deux fois se retrouve : on compare, on réunit, on défait', async (page) => {
  const { gael } = personnages()
  await saisir(page, gael)
  const premiere = await valider(page)
  await saisir(page, { ...gael, adresse: `autre.${gael.adresse}` })
  await voir(page, 'Le numéro de sécurité sociale est le même')
  await page.getByRole('button', { name: /^C’est la même personne/ }).first().click()
  await arriver(page, 'Comparer deux demandes')
  await voir(page, 'Le numéro de sécurité sociale est le même')
  await relire(page, 'partages-cote-a-cote')

  await appuyer(page, new RegExp(`^Garder ${parGroupes(premiere).replaceAll(' ', '\\s')}`))
  const fusion = dialogue(page, /^Garder la demande/)
  await ecrire(fusion, /Ce qui me fait conclure/, 'Même carte d’identité, même numéro de sécurité sociale.')
  await cocher(fusion, 'J’ai comparé les pièces d’identité : c’est la même personne')
  await relire(page, 'partages-fusion')
  await appuyer(fusion, 'Fusionner les deux demandes')
  await annonce(page, 'Les deux demandes n’en font plus qu’une')
  await voir(page, 'Ces demandes sont fusionnées')
  await relire(page, 'partages-fusionnees')

  await appuyer(page, 'Défaire la fusion')
  const defaite = dialogue(page, 'Défaire la fusion')
  await ecrire(defaite, /Ce qui me fait conclure/, 'Deux homonymes, vus ensemble au guichet.')
  await appuyer(defaite, 'Défaire la fusion')
  await annonce(page, 'chaque demande est comme avant')
  await page.goto(`${ORIGINE}/partenaires/demandes?q=${premiere}`)
  await page.getByRole('row', { name: new RegExp(gael.nom, 'i') }).getByText('Active', { exact: true }).waitFor()
})

/** At the counter, from the form to the desk where one validates. */
async function saisir(page, qui) {
  await page.goto(`${ORIGINE}/partenaires/demandes/nouvelle`)
  await arriver(page, 'Saisir une demande au guichet')
  await enregistrerAuGuichet(page, qui)
}
