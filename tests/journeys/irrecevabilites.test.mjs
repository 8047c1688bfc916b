// Une commission juge une demande irrecevable : on avertit, on répond documents à l'appui, on lève ; ou l'on prononce, le délai passé.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { carteDIdentite, deposer } from './demandes.mjs'
import { agent, annonce, appuyer, arriver, choisir, demandeur, derouler, dialogue, ecrire, onglet, suivre, voir } from './gestes.mjs'
import { ORIGINE, lancer, photographier, relire } from './navigateur.mjs'
import { personnages } from './personnages.mjs'
import { faireEnregistrer, faireRejeter, uneAncienneDemande } from './prealables.mjs'

const BAILLEUR = 'bailleur.35@exemple.test'
const REPONSE = 'Mes revenus ont baissé depuis avril : voici mon dernier avis d’imposition.'

let navigateur
before(async () => {
  navigateur = await lancer()
})
after(async () => {
  await navigateur.close()
})

/** What stopped them is photographed; nothing may be left in a console. */
async function jouer(postes, histoire) {
  try {
    await histoire(...postes.map(({ page }) => page))
  } catch (erreur) {
    for (const [rang, { page }] of postes.entries()) await photographier(page, `irrecevabilites-arret-${rang}`)
    throw erreur
  }
  for (const { contexte, fautes } of postes) {
    assert.deepEqual(fautes, [])
    await contexte.close()
  }
}

async function avertir(page, demandeId, envoyeeLe) {
  await page.goto(`${ORIGINE}/partenaires/demandes/${demandeId}`)
  await appuyer(page, 'Avertir d’une irrecevabilité')
  const lettre = dialogue(page, 'Avertir d’une irrecevabilité')
  assert.ok(await lettre.getByRole('button', { name: 'Enregistrer l’avertissement' }).isDisabled(), 'sans motif, rien ne part')
  await derouler(page, lettre, /^Motif/, /^Ressources/)
  if (envoyeeLe) await lettre.getByLabel(/^Envoyée le/).fill(envoyeeLe)
  await relire(page, 'irrecevabilites-pro-lettre')
  await appuyer(lettre, 'Enregistrer l’avertissement')
  await annonce(page, 'L’avertissement est enregistré')
}

test('averti d’une irrecevabilité, le demandeur répond avec un document ; le bailleur lit et lève l’avertissement', async () => {
  const { gael } = personnages()
  const postes = [await demandeur(navigateur, gael.adresse), await agent(navigateur, BAILLEUR)]
  await jouer(postes, async (telephone, poste) => {
    const { id } = await faireEnregistrer(telephone, poste, gael)
    await faireRejeter(poste, id)
    await avertir(poste, id)
    await voir(poste, 'Avertissement en cours')
    await appuyer(poste, /actions pas encore possibles$/)
    const refusees = poste.getByRole('list', { name: 'Actions pas encore possibles' })
    await voir(refusees, 'Radier pour irrecevabilité')
    await voir(refusees, 'Possible à partir du')
    await relire(poste, 'irrecevabilites-pro-avertie')

    await telephone.goto(`${ORIGINE}/35/mon-espace`)
    await voir(telephone, 'qui juge votre demande irrecevable')
    await relire(telephone, 'irrecevabilites-gp-averti')
    await appuyer(telephone, 'Répondre au bailleur')
    await arriver(telephone, 'Répondre au bailleur')
    await choisir(telephone, 'De quel document s’agit-il ?', /^Avis d.imposition/)
    await deposer(telephone, 'Choisir un fichier ou prendre une photo', await carteDIdentite(navigateur, gael))
    await voir(telephone, 'est bien reçu')
    await ecrire(telephone, 'En quoi votre demande est recevable', REPONSE)
    await appuyer(telephone, 'Envoyer ma réponse')
    await voir(telephone, 'Vous avez répondu le')
    await relire(telephone, 'irrecevabilites-gp-repondu')

    await suivre(poste.getByRole('navigation', { name: 'Menu principal' }), /^Déclarations/)
    await poste.reload()
    await arriver(poste, 'Déclarations et réponses')
    await poste.getByRole('link', { name: new RegExp(gael.nom, 'i') }).click()
    await voir(poste, 'Le demandeur a répondu à l’avertissement')
    await voir(poste, REPONSE)
    await relire(poste, 'irrecevabilites-pro-reponse')
    await suivre(poste, 'Voir les pièces déposées')
    await voir(poste.getByRole('row').or(poste.getByRole('listitem')), /^Avis d.imposition/)
    await onglet(poste, 'Synthèse')
    await appuyer(poste, 'Lever l’avertissement')
    const levee = dialogue(poste, 'Lever l’avertissement')
    await ecrire(levee, /^Ce que le demandeur a répondu/, 'Son dernier avis le met sous le plafond.')
    await appuyer(levee, 'Lever l’avertissement')
    await annonce(poste, 'L’avertissement est levé')
    await poste.getByText('Active', { exact: true }).first().waitFor()

    await telephone.goto(`${ORIGINE}/35/mon-espace`)
    await voir(telephone, 'Où en est ma demande')
    assert.equal(await telephone.getByText('qui juge votre demande irrecevable').count(), 0)
  })
})

test('sans réponse et le délai passé, le bailleur prononce l’irrecevabilité ; un guichet peut la restaurer', async () => {
  await jouer([await agent(navigateur, BAILLEUR)], async (poste) => {
    const { id } = await uneAncienneDemande(poste)
    await faireRejeter(poste, id)
    const ilYASixSemaines = new Date(Date.now() - 42 * 86_400_000).toLocaleDateString('sv', { timeZone: 'Europe/Paris' })
    await avertir(poste, id, ilYASixSemaines)
    await appuyer(poste, 'Radier pour irrecevabilité')
    const radiation = dialogue(poste, 'Radier pour irrecevabilité')
    await relire(poste, 'irrecevabilites-pro-prononcer')
    await appuyer(radiation, 'Radier')
    await annonce(poste, 'La demande est radiée')
    await poste.getByRole('button', { name: 'Restaurer la demande' }).waitFor()
    await relire(poste, 'irrecevabilites-pro-radiee')
  })
})
