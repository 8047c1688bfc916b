// Le portail d'une personne pressée, sur un vieux téléphone : la connexion se coupe, l'écran est étroit, le clavier suffit.
import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { Ligne } from './coupure.mjs'
import { courriel } from './courrier.mjs'
import { PAGES } from './demandes.mjs'
import { appuyer, arriver, dater, ecrire, suivre } from './gestes.mjs'
import { ORIGINE, PHRASE_DE_PASSE, TELEPHONE, connecterDemandeur, lancer, personne, relire } from './navigateur.mjs'

const ETROIT = { width: 320, height: 640 }
/** Un écran de 1280 points agrandi deux fois. */
const AGRANDI = { width: 640, height: 450 }
const PUBLIQUES = ['', 'comprendre', 'connexion', 'retrouver', 'annonces', 'guichets', 'questions', 'chiffres-cles', 'demande']
const ETAPES = [...PAGES, 'recapitulatif']
const PERSONNELLES = ['', '/cotation', '/position', '/historique', '/messages', '/documents', '/propositions', '/compte'].map((page) => `mon-espace${page}`)
const GARDE = 'Enregistré sur ce téléphone, nous réessayons…'

let navigateur
let ligne
let adresse
before(async () => {
  navigateur = await lancer()
  ligne = new Ligne()
  adresse = await ligne.ouvrir()
})
afterEach(() => {
  ligne.etat = 'ouverte'
})
after(async () => {
  await navigateur.close()
  await ligne.fermer()
})

/** Chaque page du portail, regardée par `regarder`. */
async function parcourir(viewport, regarder) {
  const { contexte, page, fautes } = await personne(navigateur, viewport)
  for (const chemin of PUBLIQUES) {
    await page.goto(`${ORIGINE}/35/${chemin}`)
    await regarder(page, chemin || 'accueil')
  }
  await connecterDemandeur(page, '35', 'demande-active.35@exemple.test')
  for (const chemin of [...PERSONNELLES, ...ETAPES.map((etape) => `demande/${etape}`)]) {
    await page.goto(`${ORIGINE}/35/${chemin}`)
    await regarder(page, chemin.replaceAll('/', '-'))
  }
  assert.deepEqual(fautes, [])
  await contexte.close()
}

test('chaque page du portail tient sur un écran de 320 points, et dit sa version en tête', () =>
  parcourir(ETROIT, async (page, nom) => {
    await relire(page, `gp-${nom}-etroit`)
    await page.getByRole('banner').getByText(/^Version \d/).waitFor()
  }))

test('chaque page du portail tient agrandie deux fois', () =>
  parcourir(AGRANDI, async (page, nom) => {
    await page.locator('h1:visible').first().waitFor()
    const deborde = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    assert.ok(deborde <= 1, `${nom} déborde de ${deborde} px`)
  }))

test('le clavier seul mène du contenu à l’envoi d’une étape, et le focus se voit toujours', async () => {
  const { contexte, page } = await personne(navigateur, TELEPHONE)
  await connecterDemandeur(page, '35', 'demande-brouillon.35@exemple.test')
  await page.goto(`${ORIGINE}/35/demande/coordonnees`)
  await page.getByRole('heading', { level: 1, name: 'Comment vous joindre ?' }).waitFor()
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Aller au contenu')
  await page.keyboard.press('Enter')
  const vus = new Set()
  for (let rang = 0; rang < 40; rang += 1) {
    await page.keyboard.press('Tab')
    const ici = await page.evaluate(() => {
      const element = document.activeElement
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      const cadre = element.getBoundingClientRect()
      return {
        nom: element.labels?.[0]?.textContent ?? element.textContent,
        visible: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
        al_ecran: cadre.bottom > 0 && cadre.top < innerHeight,
      }
    })
    assert.ok(ici.visible, `le focus se voit sur « ${ici.nom} »`)
    assert.ok(ici.al_ecran, `« ${ici.nom} » est à l’écran`)
    vus.add(ici.nom.replace(/\s+/g, ' ').trim())
    if (ici.nom === 'Enregistrer et continuer') break
  }
  for (const champ of ['Téléphone', 'Adresse e-mail', 'Rue', 'Code postal', 'Commune']) assert.ok(vus.has(champ), `${champ} s’atteint au clavier`)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Avec qui allez-vous vivre ?' }).waitFor()
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1')
  await contexte.close()
})

/** Ce que le serveur sait de la demande. */
const laDemande = (page) =>
  page.evaluate(async () => {
    const { version, formulaire } = await (await fetch('/grandpublic/v1/ma-demande')).json()
    return { version, rue: formulaire.demandeur.adresse.voie, statut: formulaire.logement_actuel?.statut }
  })

async function entrer(page) {
  await page.goto(`${adresse}/35/connexion?retour=/demande/coordonnees`)
  await page.getByRole('button', { name: 'J’ai un mot de passe' }).click()
  await page.getByRole('textbox', { name: 'Adresse e-mail ou numéro de mobile' }).fill('demande-brouillon.35@exemple.test')
  await page.getByLabel('Mot de passe', { exact: true }).fill(PHRASE_DE_PASSE)
  await page.getByRole('button', { name: 'Me connecter' }).click()
  await page.getByRole('heading', { level: 1, name: 'Comment vous joindre ?' }).waitFor()
  // a person reads before he leaves: the pages to come have had the time to come
  await page.waitForFunction(
    (pages) => pages.every((nom) => performance.getEntriesByType('resource').some(({ name, responseEnd }) => responseEnd > 0 && name.includes(nom))),
    ['DemandePage', 'EtapePage', 'MonEspacePage'],
  )
}

const continuer = (page) => page.getByRole('button', { name: 'Enregistrer et continuer' }).click()

test('le serveur tombe au milieu de la saisie, puis revient : rien n’est perdu, rien n’est écrit deux fois', async () => {
  const { contexte, page } = await personne(navigateur, TELEPHONE)
  await entrer(page)
  const avant = await laDemande(page)

  ligne.etat = 'coupee'
  await page.getByRole('textbox', { name: 'Rue' }).fill('rue de la Coupure')
  await continuer(page)
  await page.getByRole('heading', { level: 1, name: 'Avec qui allez-vous vivre ?' }).waitFor()
  await page.getByText(GARDE).waitFor()
  await page.getByRole('link', { name: 'Les étapes' }).click()
  await page.getByText(GARDE).waitFor()
  await page.getByRole('link', { name: /^Où habitez-vous aujourd’hui/ }).click()
  await page.getByRole('combobox', { name: 'Vous êtes' }).selectOption({ label: 'Chez un particulier' })
  await continuer(page)
  await page.getByRole('heading', { level: 1, name: 'Quel logement cherchez-vous ?' }).waitFor()
  await page.getByText(GARDE).waitFor()
  await relire(page, 'gp-coupure')

  ligne.etat = 'ouverte'
  await page.getByRole('button', { name: 'Réessayer maintenant' }).click()
  await page.getByText(GARDE).waitFor({ state: 'detached' })
  assert.deepEqual(await laDemande(page), { version: avant.version + 1, rue: 'rue de la Coupure', statut: 'CP' })
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((cle) => cle.startsWith('fdls.brouillon.')).length), 0)
  await contexte.close()
})

test('la réponse du serveur se perd : au retour, ni refus ni second enregistrement', async () => {
  const { contexte, page } = await personne(navigateur, TELEPHONE)
  await entrer(page)
  const avant = await laDemande(page)

  ligne.etat = 'muette'
  await page.getByRole('textbox', { name: 'Rue' }).fill('rue du Silence')
  await continuer(page)
  await page.getByText(GARDE).waitFor()

  ligne.etat = 'ouverte'
  await page.getByRole('button', { name: 'Réessayer maintenant' }).click()
  await page.getByText(GARDE).waitFor({ state: 'detached' })
  assert.equal(await page.getByRole('alert').count(), 0)
  assert.deepEqual(await laDemande(page), { ...avant, version: avant.version + 1, rue: 'rue du Silence' })
  await contexte.close()
})

test('la page se ferme pendant la coupure : rouverte, elle retrouve tout et l’envoie d’elle-même', async () => {
  const { contexte, page } = await personne(navigateur, TELEPHONE)
  await entrer(page)
  ligne.etat = 'coupee'
  await page.getByRole('textbox', { name: 'Rue' }).fill('rue du Retour')
  await continuer(page)
  await page.getByText(GARDE).waitFor()
  await page.close()

  ligne.etat = 'ouverte'
  const rouverte = await contexte.newPage()
  await rouverte.goto(`${adresse}/35/mon-espace`)
  await rouverte.waitForFunction(() => !Object.keys(localStorage).some((cle) => cle.startsWith('fdls.brouillon.')))
  assert.equal((await laDemande(rouverte)).rue, 'rue du Retour')
  await contexte.close()
})

test('on retrouve sa demande sans savoir avec quelle adresse on s’était inscrit', async () => {
  const adresseDuCompte = 'demande-retournee.35@exemple.test'
  const { contexte, page } = await personne(navigateur, TELEPHONE)
  await connecterDemandeur(page, '35', adresseDuCompte)
  const moi = await page.evaluate(async () => (await (await fetch('/grandpublic/v1/ma-demande')).json()).formulaire.demandeur)
  await contexte.clearCookies()

  await page.goto(`${ORIGINE}/35/connexion`)
  await suivre(page, 'Retrouver ma demande')
  await ecrire(page, 'Premier prénom', moi.prenoms)
  await ecrire(page, 'Nom', moi.nom_naissance)
  await dater(page, 'Date de naissance', moi.ne_le)
  await relire(page, 'gp-retrouver-rempli')
  await appuyer(page, 'Recevoir un code')
  await arriver(page, 'Regardez vos messages')
  const { objet } = await courriel(adresseDuCompte, 'votre code de connexion')
  await ecrire(page, 'Où avez-vous reçu le code ?', adresseDuCompte)
  await ecrire(page, 'Code reçu', objet.match(/\d{6}/)[0])
  await relire(page, 'gp-retrouver-code')
  await appuyer(page, 'Valider')
  await page.getByRole('heading', { name: 'Où en est ma demande ?' }).waitFor()
  await contexte.close()
})
