// Une grille de cotation change au grand jour : l'EPCI l'écrit, la relit, l'éprouve sur le stock, la publie ;
// chacun la lit au registre public, et le demandeur lit pourquoi ses points ont changé.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { attendre } from './attente.mjs'
import { agent, annonce, appuyer, arriver, choisir, cocher, dialogue, ecrire, lu, phrase, suivre, voir } from './gestes.mjs'
import { BUREAU, ORIGINE, TELEPHONE, connecterDemandeur, garder, lancer, personne, photographier, relire } from './navigateur.mjs'

const NOUVEAU = 'Soutien du territoire'
const EVALUE = { code: 'EVALUE', libelle_public: 'Urgence évaluée', explication_public: 'Un travailleur social l’a constatée.', points: 3, preuve: { valide_par: 'travailleur social' } }
/** Nothing in the form says it: only somebody's word. */
const avecUnCritereEvalue = (blocs) => [...blocs.slice(0, -1), { ...blocs.at(-1), criteres: [EVALUE, ...blocs.at(-1).criteres] }]

/** The document of the page, taken away as a file. */
async function documentDeLaPage(page) {
  const [fichier] = await Promise.all([page.waitForEvent('download'), appuyer(page, 'Télécharger le document')])
  return JSON.parse(readFileSync(await fichier.path(), 'utf8'))
}

/** Taken away, changed elsewhere, received again. */
async function recevoir(page, changer) {
  const change = changer(await documentDeLaPage(page))
  await page.locator('input[type="file"]').setInputFiles({ name: 'grille.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(change)) })
  await annonce(page, 'Le document reçu remplace le brouillon')
}

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
  camille.demande = (await (await page.request.get(`${ORIGINE}/grandpublic/v1/mon-espace`)).json()).demande_id
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
  await recevoir(page, (document) => ({ ...document, libelle: 'Grille reçue', blocs: avecUnCritereEvalue(document.blocs) }))
  await page.waitForFunction(() => [...document.querySelectorAll('input')].some(({ value }) => value === 'Grille reçue'))
  await ecrire(page, 'Nom de la grille', 'Grille révisée')
  await page.getByRole('textbox', { name: 'Code du bloc' }).first().fill('NATIONAL')
  await page.getByRole('button', { name: 'Ajouter un critère vide' }).last().click()
  await page.getByRole('textbox', { name: 'Nom pour le public' }).last().fill(NOUVEAU)
  await page.getByRole('textbox', { name: 'Explication pour le public' }).last().fill('Chaque demande du territoire compte ces points.')
  await page.getByRole('textbox', { name: 'Nombre de points' }).last().fill('7')
  await relire(page, 'cotation-pro-editeur')
  await page.getByRole('button', { name: 'Télécharger le document' }).scrollIntoViewIfNeeded()
  const enregistrer = page.getByRole('button', { name: 'Enregistrer' })
  assert.ok((await enregistrer.boundingBox()).y > 0, 'au bas de la page, « Enregistrer » est encore là')
  await photographier(page, 'cotation-pro-editeur-bas', { fullPage: false })
  await enregistrer.click()
  await page.getByRole('status').getByText('Le brouillon est enregistré.').waitFor()
  const enregistree = await documentDeLaPage(page)
  assert.equal(enregistree.blocs[0].code, 'NATIONAL')
  assert.ok(!JSON.stringify(enregistree).includes('"N"'), 'rien ne cite plus l’ancien code')
  await appuyer(page, 'Voir la grille')
  await voir(page, NOUVEAU)
  await appuyer(page, 'Mettre en test')
  await appuyer(dialogue(page, 'Mettre la grille en test ?'), 'Mettre en test')
  await page.getByRole('status').getByText('La grille est en test.').waitFor()
  await relire(page, 'cotation-pro-en-test')
  nathan.grille = page.url()
  await suivre(page, 'Comparer à la version précédente')
  await voir(page, NOUVEAU)
  await relire(page, 'cotation-pro-comparaison')
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
  const rapport = await page.request.get(new URL(await page.getByRole('link', { name: /PDF/ }).getAttribute('href'), ORIGINE).href)
  assert.equal(rapport.headers()['content-type'], 'application/pdf')
  garder('cotation-pro-simulation.pdf', await rapport.body())
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

test('un agent note une visite refusée, puis dit si le logement convenait', async () => {
  const referent = await agent(navigateur, 'referent.35@exemple.test')
  const { page } = referent
  await page.goto(`${ORIGINE}/partenaires/demandes/${camille.demande}/cotation`)
  await appuyer(page, 'Noter un fait')
  const note = dialogue(page, 'Noter un fait')
  await choisir(note, 'Fait', 'Refus d’une offre de visite')
  await ecrire(note, 'D’où on le tient', 'Appel du 12 novembre')
  await relire(page, 'cotation-pro-fait')
  await appuyer(note, 'Noter le fait')
  await annonce(page, 'Le fait est noté')
  await appuyer(page.getByRole('row', { name: /Refus d.une offre de visite/ }), 'Dire s’il était adapté')
  const question = dialogue(page, 'était-il adapté')
  await cocher(question, 'Adapté')
  await ecrire(question, 'Pourquoi', 'Trois pièces à dix minutes du travail')
  await appuyer(question, 'Enregistrer')
  await annonce(page, 'Le refus est qualifié')
  await relire(page, 'cotation-pro-fait-qualifie')
  assert.deepEqual(referent.fautes, [])
  await referent.contexte.close()
})

test('Camille conteste ce refus ; un autre agent l’admet, et elle lit pourquoi', async () => {
  const { page } = camille
  await page.goto(`${ORIGINE}/35/mon-espace/cotation`)
  await appuyer(page, 'Contester ce fait')
  await appuyer(page, 'Envoyer ma contestation')
  await voir(page, 'Écrivez pourquoi')
  await ecrire(page, 'Pourquoi ce fait est-il faux ?', 'Je n’ai jamais reçu cette offre.')
  await appuyer(page, 'Envoyer ma contestation')
  await voir(page, 'Un agent va décider')
  await relire(page, 'cotation-gp-contestation')
  const maelle = await agent(navigateur, 'bailleur.35@exemple.test')
  await maelle.page.goto(`${ORIGINE}/partenaires/demandes/${camille.demande}/cotation`)
  await appuyer(maelle.page.getByRole('table', { name: 'Contestations' }), 'Décider')
  const decision = dialogue(maelle.page, 'Décider de la contestation')
  await cocher(decision, /^Admettre/)
  await ecrire(decision, 'Pourquoi', 'L’offre a été envoyée à une ancienne adresse.')
  await relire(maelle.page, 'cotation-pro-contestation')
  await appuyer(decision, 'Décider')
  await annonce(maelle.page, 'La contestation est décidée')
  await voir(maelle.page, /^Admise par/)
  await relire(maelle.page, 'cotation-pro-contestation-admise')
  await page.reload()
  await voir(page, 'L’offre a été envoyée à une ancienne adresse')
  await relire(page, 'cotation-gp-contestation-admise')
  assert.deepEqual([camille.fautes, maelle.fautes], [[], []])
  await maelle.contexte.close()
})

test('la nuit passée, Camille lit que la grille a changé, de combien, et le nouveau critère', async () => {
  const { page } = camille
  await attendre(async () => {
    await page.goto(`${ORIGINE}/35/mon-espace/cotation`)
    await page.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor()
    return (await page.getByText(phrase(NOUVEAU)).count()) > 0
  }, 'les points de la nouvelle grille')
  await voir(page, 'la grille a changé')
  await voir(page, 'Avant et après')
  await page.getByText(/^Le calcul de la version 1/).click()
  await relire(page, 'cotation-gp-apres')
  assert.deepEqual(camille.fautes, [])
})

test('l’agent lit les mêmes points d’avant, ligne par ligne, avec la grille d’alors', async () => {
  const { page } = nathan
  await page.goto(`${ORIGINE}/partenaires/demandes/${camille.demande}/cotation`)
  const passee = page.getByRole('region', { name: phrase(`${camille.epci} : points avec la version 1`) }).first()
  await passee.getByText('Ligne par ligne, avec la grille d’alors').click()
  await voir(passee, NOUVEAU)
  await relire(page, 'cotation-pro-passee')
  assert.deepEqual(nathan.fautes, [])
})

test('ce que la grille fait constater à un travailleur social se valide, se lit par Camille, et se retire', async () => {
  const referent = await agent(navigateur, 'referent.35@exemple.test')
  const { page } = referent
  await page.goto(`${ORIGINE}/partenaires/demandes/${camille.demande}/cotation`)
  const ligne = page.getByRole('table', { name: 'Critères qu’un intervenant valide' }).getByRole('row', { name: new RegExp(EVALUE.libelle_public) })
  await appuyer(ligne, 'Valider')
  const validation = dialogue(page, `Valider « ${EVALUE.libelle_public} »`)
  await voir(validation, 'travailleur social')
  await ecrire(validation, 'D’où on le tient', 'Rapport social du 20 novembre')
  await relire(page, 'cotation-pro-validation')
  await appuyer(validation, 'Valider le critère')
  await annonce(page, 'Le critère est validé')
  await voir(ligne, /validé le/)
  await relire(page, 'cotation-pro-valide')
  await page.setViewportSize(TELEPHONE)
  await relire(page, 'cotation-pro-valide-telephone')
  await page.setViewportSize(BUREAU)
  await camille.page.goto(`${ORIGINE}/35/mon-espace/historique`)
  await voir(camille.page, 'de votre cotation a été validé')
  await appuyer(ligne, 'Retirer')
  const retrait = dialogue(page, 'Retirer')
  await ecrire(retrait, 'Raison', 'Rapport d’un autre foyer')
  await appuyer(retrait, 'Retirer la validation')
  await annonce(page, 'La validation est retirée')
  await voir(ligne, 'à valider au titre de')
  assert.deepEqual([referent.fautes, camille.fautes], [[], []])
  await referent.contexte.close()
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
