// Qui se présente au guichet par le portail est attendu : sa demande se retrouve, sa question trouve quelqu'un.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { courriel } from './courrier.mjs'
import { agent, annonce, appuyer, arriver, dater, demandeur, dialogue, ecrire, lu, onglet, suivre, voir } from './gestes.mjs'
import { BUREAU, ORIGINE, TELEPHONE, lancer, personne, relire } from './navigateur.mjs'
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

test('une question sans réponse écrite arrive au gestionnaire, qui la prend et y répond par courriel', async () => {
  const { awena } = couple()
  const passante = await personne(navigateur, TELEPHONE)
  await passante.page.goto(`${ORIGINE}/35/questions`)
  await ecrire(passante.page, 'Votre question', 'Kerouarzh zzyzx, qwertz ?')
  await appuyer(passante.page, 'Voir les réponses')
  await voir(passante.page, 'Aucune réponse écrite ne correspond')
  await ecrire(passante.page, 'Prénom', awena.prenom)
  await ecrire(passante.page, 'Nom', awena.nom)
  await ecrire(passante.page, 'Adresse e-mail', awena.adresse)
  await relire(passante.page, 'guichet-gp-question')
  await appuyer(passante.page, 'Envoyer ma question')
  await voir(passante.page, 'Votre question est envoyée')
  const solenn = await agent(navigateur, 'gestionnaire@exemple.test')
  await solenn.page.goto(`${ORIGINE}/partenaires/questions`)
  const recue = solenn.page.getByRole('row', { name: new RegExp(awena.nom) })
  await appuyer(recue, 'Prendre')
  await annonce(solenn.page, 'La question est à vous')
  await appuyer(recue, 'Répondre')
  const reponse = dialogue(solenn.page, 'Répondre à')
  await ecrire(reponse, 'Votre réponse', 'Votre guichet vous attend mardi matin.')
  await relire(solenn.page, 'guichet-pro-question')
  await appuyer(reponse, 'Envoyer la réponse')
  await annonce(solenn.page, 'Votre réponse part par courriel')
  await relire(solenn.page, 'guichet-pro-questions')
  const { corps } = await courriel(awena.adresse, 'Réponse à votre question')
  assert.match(corps, /mardi matin/)
  for (const { contexte, fautes } of [passante, solenn]) {
    assert.deepEqual(fautes, [])
    await contexte.close()
  }
})

test('l’en-tête d’une demande reste sous les yeux quand la page défile, d’un onglet à l’autre', async () => {
  const { awena } = couple()
  const { page, contexte, fautes } = await agent(navigateur, 'bailleur.35@exemple.test')
  const { id, numero_unique: numero } = await saisirAuGuichet(page, awena)
  await page.goto(`${ORIGINE}/partenaires/demandes/${id}`)
  for (const ecran of [BUREAU, TELEPHONE]) {
    await page.setViewportSize(ecran)
    for (const rubrique of ['Demandeur', 'Logement recherché', 'Historique']) {
      await onglet(page, rubrique)
      await arriver(page, new RegExp(awena.nom, 'i'))
      // whatever the file holds, the page is taller than the screen; the router may still be going back to its top
      await page.waitForFunction((hauteur) => {
        document.querySelector('main').style.minHeight = '400vh'
        window.scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })
        return window.scrollY > hauteur
      }, ecran.height)
      const nom = await page.getByRole('heading', { level: 1 }).boundingBox()
      assert.ok(nom.y >= 0 && nom.y < 200, `${rubrique}, ${ecran.width} : le nom est à ${nom.y}`)
      const sien = await page.getByText(numero.slice(7, 13)).first().boundingBox()
      assert.ok(sien.y >= 0 && sien.y < 300, `${rubrique}, ${ecran.width} : le numéro est à ${sien.y}`)
    }
  }
  assert.deepEqual(fautes, [])
  await contexte.close()
})
