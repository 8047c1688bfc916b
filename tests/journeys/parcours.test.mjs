// L'histoire entière, cliquée : d'un téléphone sur le portail à la signature du bail, dans les deux applications.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { attendre } from './attente.mjs'
import { courriel } from './courrier.mjs'
import { ETAPES, VILLE, carteDIdentite, enregistrerAuGuichet, lireLaPiece, nir, parGroupes, remplir, valider } from './demandes.mjs'
import { agent, annonce, appuyer, arriver, champ, choisir, cocher, demandeur, derouler, dialogue, ecrire, entrer, lu, onglet, ouvrirLeLien, phrase, suivre, voir } from './gestes.mjs'
import { Logiciel } from './logiciel.mjs'
import { ORIGINE, TELEPHONE, lancer, personne, photographier, relire } from './navigateur.mjs'
import { personnages } from './personnages.mjs'

const { soizic, soazig, gael } = personnages()
const BAILLEUR = 'Granit Habitat'
const RESERVATAIRE = 'Département d’Ille-et-Vilaine'

const DROITS_DU_LOGICIEL = ['Lire les biens', 'Enregistrer les biens', 'Lire les attributions', 'Lire les annonces', 'Lire une demande', 'Gérer ses abonnements']
const MOTIF_DE_RETOUR = 'Informations incohérentes'

let navigateur
let logiciel
/** Those who have a screen, and what they keep in mind from one act to the next. */
const ecrans = {}
const memoire = {}

before(async () => {
  navigateur = await lancer()
  logiciel = await Logiciel.demarrer()
})
after(async () => {
  logiciel.arreter()
  await navigateur.close()
})

let rang = 0
let interrompue = null
/** An act needs those before it: after the first failure the story is over. */
function acte(phrase, jouer) {
  test(phrase, async () => {
    assert.equal(interrompue, null, `l’histoire s’est arrêtée à : ${interrompue}`)
    try {
      await jouer()
      for (const [qui, { fautes }] of Object.entries(ecrans)) assert.deepEqual(fautes, [], `la console de ${qui}`)
    } catch (erreur) {
      interrompue = phrase
      for (const [qui, { page }] of Object.entries(ecrans)) await photographier(page, `arret-${qui}`)
      throw erreur
    }
  })
}

const regarder = (page, nom) => relire(page, `parcours-${String(++rang).padStart(2, '0')}-${nom}`)
const auPortail = (page, nom) => regarder(page, `gp-${nom}`)
const auPoste = (page, nom) => regarder(page, `pro-${nom}`)
const rubrique = (page, titre) => page.getByRole('region', { name: titre, exact: true })
const menu = (page, ecran) => suivre(page.getByRole('navigation', { name: 'Menu principal' }), ecran)
const plusTard = (jours) => new Date(Date.now() + jours * 86_400_000).toLocaleDateString('sv', { timeZone: 'Europe/Paris' })

// --- 1. la demande

acte('Soizic entre dans son espace avec le code reçu par courriel', async () => {
  soizic.carte = await carteDIdentite(navigateur, soizic)
  ecrans.soizic = await demandeur(navigateur, soizic.adresse, auPortail)
  const { page } = ecrans.soizic
  await appuyer(page, 'Commencer ma demande')
  await arriver(page, ETAPES[0])
})

acte('elle commence sa demande, s’arrête, revient : tout est gardé', async () => {
  const { page } = ecrans.soizic
  await remplir(page, soizic, { jusqu: 5, relire: auPortail })
  await arriver(page, ETAPES[5])
  await suivre(page, 'Finir plus tard')
  await voir(page, 'En cours de saisie')
  await auPortail(page, 'espace-en-cours-de-saisie')
  await suivre(page, /^Mon compte/)
  await appuyer(page, 'Me déconnecter ici')
  await suivre(page, 'J’ai déjà une demande')
  await entrer(page, soizic.adresse)
  await suivre(page, /^Ma demande/)
  await arriver(page, 'Votre demande')
  await voir(page.getByRole('link', { name: phrase(ETAPES[8]) }), 'À compléter')
  await auPortail(page, 'reprise')
  await suivre(page, phrase(ETAPES[1]))
  assert.equal(await champ(page, 'Rue').inputValue(), 'rue des Ajoncs', 'le brouillon est gardé')
  await suivre(page, '← Les étapes')
  await suivre(page, 'Continuer')
})

acte('elle finit, relit tout et envoie', async () => {
  const { page } = ecrans.soizic
  await remplir(page, soizic, { depuis: 5, relire: auPortail })
  await arriver(page, 'Vérifiez et envoyez')
  await voir(page, `1. ${VILLE}`)
  await auPortail(page, 'recapitulatif')
  await appuyer(page, 'Envoyer ma demande')
  await arriver(page, 'Votre demande est envoyée')
  await auPortail(page, 'envoyee')
  await suivre(page, 'Aller à mon espace')
  await voir(page, 'Un guichet du département vérifie')
  await auPortail(page, 'espace-a-valider')
  await suivre(page, /^Ma demande/)
  await suivre(page, 'Relire ma demande')
  await arriver(page, 'Relire ma demande')
  await suivre(page, '← Les étapes')
})

acte('une agente du bailleur la trouve à valider, regarde la pièce et les doublons, valide', async () => {
  ecrans.maelle = await agent(navigateur, 'bailleur.35@exemple.test')
  const { page } = ecrans.maelle
  await auPoste(page, 'accueil')
  await menu(page, 'À valider')
  await aValider(page, soizic)
  await auPoste(page, 'a-valider-apercu')
  await suivre(page, 'Contrôler et valider')
  await lireLaPiece(page)
  await voir(rubrique(page, 'Doublons possibles'), 'Aucune autre demande ne ressemble à celle-ci')
  const decision = rubrique(page, 'Décision')
  assert.ok(await decision.getByRole('button', { name: 'Valider la demande' }).isDisabled(), 'sans vérifier, on ne valide pas')
  await auPoste(page, 'validation')
  soizic.numero = await valider(page)
  await auPoste(page, 'demande-validee')
})

acte('Soizic lit son numéro unique, ouvre son attestation, a son courriel', async () => {
  const { page } = ecrans.soizic
  const message = await courriel(soizic.adresse, 'est enregistrée')
  assert.ok(message.corps.includes(soizic.numero), 'le courriel donne le numéro')
  await ouvrirLeLien(page, message)
  assert.equal((await lu(page.getByRole('definition').first())).replaceAll(' ', ''), soizic.numero)
  await auPortail(page, 'espace-enregistree')
  await suivre(page, /^Mes documents/)
  await auPortail(page, 'documents')
  const [attestation] = await Promise.all([page.waitForEvent('download'), suivre(page, 'Télécharger mon attestation (PDF)')])
  assert.equal(attestation.suggestedFilename(), `attestation-${soizic.numero}.pdf`)
  assert.ok((await readFile(await attestation.path(), 'latin1')).startsWith('%PDF-'))
  await suivre(page, /Mon espace$/)
  await suivre(page, /^Mes messages/)
  await voir(page, parGroupes(soizic.numero))
  await auPortail(page, 'messages')
})

acte('sa jumelle a tapé le numéro de Soizic : sa demande ressemble à la première, elle est retournée, corrigée et renvoyée', async () => {
  soazig.carte = await carteDIdentite(navigateur, soazig)
  ecrans.soazig = await demandeur(navigateur, soazig.adresse)
  const { page } = ecrans.soazig
  await appuyer(page, 'Commencer ma demande')
  await remplir(page, { ...soazig, ordre: soizic.ordre })
  await appuyer(page, 'Envoyer ma demande')
  await arriver(page, 'Votre demande est envoyée')

  const poste = ecrans.maelle.page
  await menu(poste, 'À valider')
  await aValider(poste, soazig)
  await suivre(poste, 'Contrôler et valider')
  const doublons = rubrique(poste, 'Doublons possibles')
  await voir(doublons, 'Le numéro de sécurité sociale est le même')
  await voir(doublons, 'ce sont peut-être des jumeaux')
  await auPoste(poste, 'doublon')
  await appuyer(rubrique(poste, 'Décision'), 'Retourner au demandeur')
  const retour = dialogue(poste, 'Retourner la demande au demandeur')
  await derouler(poste, retour, 'Motif', MOTIF_DE_RETOUR)
  await ecrire(retour, 'Message au demandeur', 'Ce numéro de sécurité sociale est celui d’une autre personne : relisez votre carte Vitale.')
  await auPoste(poste, 'retour')
  await appuyer(retour, 'Retourner la demande')
  await annonce(poste, 'La demande est retournée')

  await ouvrirLeLien(page, await courriel(soazig.adresse, 'à compléter'))
  await voir(page, 'relisez votre carte Vitale')
  await auPortail(page, 'espace-retournee')
  await suivre(page, /^Ma demande/)
  await voir(page, 'Le guichet vous a retourné votre demande')
  await auPortail(page, 'reprise-retournee')
  await suivre(page, phrase(ETAPES[0]))
  await appuyer(page, 'Le changer')
  await ecrire(page, 'Numéro de sécurité sociale', nir(soazig))
  await appuyer(page, 'Enregistrer et continuer')
  await arriver(page, ETAPES[1])
  await suivre(page, '← Les étapes')
  await suivre(page, 'Vérifier et envoyer')
  await appuyer(page, 'Envoyer ma demande')
  await arriver(page, 'Votre demande est envoyée')

  await menu(poste, 'À valider')
  await poste.reload()
  await aValider(poste, soazig)
  await suivre(poste, 'Contrôler et valider')
  await voir(doublons, 'Aucune autre demande ne ressemble à celle-ci')
  soazig.numero = await valider(poste)
})

acte('une troisième demande est saisie au guichet', async () => {
  const { page } = ecrans.maelle
  await menu(page, 'Saisir une demande')
  await arriver(page, 'Saisir une demande au guichet')
  await enregistrerAuGuichet(page, gael, (ecran) => auPoste(page, ecran))
  gael.numero = await valider(page)
  await onglet(page, 'Synthèse')
  await auPoste(page, 'synthese')
})

async function aValider(page, { nom, prenom }) {
  await arriver(page, 'Demandes à valider')
  await page.getByRole('searchbox', { name: /^Nom, prénom/ }).fill(`${nom} ${prenom}`)
  await page.getByText(/^1 demande/).waitFor()
  await page.getByRole('row', { name: new RegExp(`${nom} ${prenom}`, 'i') }).getByRole('cell').nth(1).click()
}

// --- 2. la cotation

acte('la cotation se lit ligne par ligne sur la demande, sur le portail et dans la liste', async () => {
  const { page } = ecrans.maelle
  await menu(page, 'Demandes')
  await chercherLaDemande(page, soizic)
  const points = Number(await lu(page.getByRole('row').nth(1).getByRole('cell').nth(await colonne(page, 'Cotation'))))
  assert.ok(points > 0, 'elle a des points')
  await auPoste(page, 'demandes-recherche')
  await suivre(page, new RegExp(`^${soizic.nom}`, 'i'))
  await onglet(page, 'Cotation')
  await voir(page, `Bretagne Romantique : ${points} points`)
  const lignes = page.getByRole('table', { name: /ligne par ligne/ }).getByRole('row').filter({ has: page.getByRole('rowheader') })
  await lignes.first().waitFor()
  const lus = await lignes.evaluateAll((rangees) => rangees.map((rangee) => [...rangee.cells].map((c) => c.innerText)))
  const criteres = lus.filter((cellules) => cellules.length === 5)
  assert.ok(criteres.length > 0 && criteres.every(([, dit, explication]) => dit && explication), 'chaque critère s’explique')
  const somme = lus.filter((cellules) => cellules.length === 3).slice(0, -1).reduce((total, cellules) => total + Number(cellules[2]), 0)
  assert.equal(somme, points, 'les blocs font le total')
  await auPoste(page, 'cotation')

  const telephone = ecrans.soizic.page
  await suivre(telephone, /Mon espace$/)
  await suivre(telephone, /^Mes points/)
  await voir(telephone, new RegExp(`^${points}$`))
  await telephone.getByText('Voir d’où vient ce point').first().click()
  await voir(telephone, 'Ce que dit votre dossier')
  await auPortail(telephone, 'points')
})

// --- 6. la convention, d'abord : le bien qui vient y sera compté

acte('le bailleur et le Département renouvellent leur convention de flux', async () => {
  ecrans.gwendal = await agent(navigateur, 'referent.35@exemple.test')
  const { page } = ecrans.gwendal
  await menu(page, 'Conventions de flux')
  await arriver(page, 'Conventions de flux')
  await auPoste(page, 'conventions')
  await suivre(page, phrase(RESERVATAIRE))
  await arriver(page, phrase(RESERVATAIRE))
  await auPoste(page, 'convention')
  await appuyer(page, 'Résilier')
  const fin = dialogue(page, 'Résilier la convention')
  await ecrire(fin, 'Motif', 'Une nouvelle convention la remplace.')
  await appuyer(fin, 'Résilier')
  await annonce(page, 'La convention est résiliée')
  await menu(page, 'Conventions de flux')
  await suivre(page, 'Saisir une convention')
  await choisir(page, 'Bailleur', BAILLEUR)
  await choisir(page, 'Réservataire', RESERVATAIRE)
  await choisir(page, 'Contingent', 'Collectivités territoriales et EPCI')
  await choisir(page, 'Gestion', /déléguée/i)
  await ecrire(page, 'Taux du flux annuel', '1,5')
  await ecrire(page, 'Objectif', 2)
  await auPoste(page, 'nouvelle-convention')
  await appuyer(page, 'Enregistrer la convention')
  await annonce(page, 'La convention est enregistrée')
  assert.deepEqual(await compter(page), ['0 sur 2', '0', '0'])
})

// --- 9. le logiciel du bailleur, d'abord : il sera prévenu de ce qui vient

acte('le référent ouvre un accès au logiciel de gestion locative, et son secret ne se montre qu’une fois', async () => {
  const { page } = ecrans.gwendal
  await menu(page, 'Logiciels tiers')
  await arriver(page, 'Logiciels tiers')
  await appuyer(page, 'Ouvrir un accès')
  const ouverture = dialogue(page, 'Ouvrir un accès')
  memoire.logiciel = `Gestion locative ${crypto.randomUUID().slice(0, 4)}`
  await ecrire(ouverture, 'Nom du logiciel', memoire.logiciel)
  for (const droit of DROITS_DU_LOGICIEL) await cocher(ouverture, droit)
  await auPoste(page, 'ouvrir-un-acces')
  await appuyer(ouverture, 'Ouvrir l’accès')
  const montre = dialogue(page, `Accès de ${memoire.logiciel}`)
  const secret = await champ(montre, 'Secret').inputValue()
  const identifiant = await champ(montre, 'Identifiant').inputValue()
  await appuyer(montre, 'J’ai noté le secret')
  await page.getByRole('row').filter({ hasText: memoire.logiciel }).waitFor()
  assert.ok(!(await page.content()).includes(secret), 'le secret ne se montre plus')
  await auPoste(page, 'logiciels-tiers')
  memoire.acces = { identifiant, secret }
  await logiciel.seConnecter(memoire.acces)
  await logiciel.sAbonner(['attribution.decidee', 'proposition.acceptee', 'bail.signe', 'annonce.publiee'])
})

// --- 3. le bien

acte('le bailleur enregistre la vacance d’un T3', async () => {
  const { page } = ecrans.maelle
  await menu(page, 'Biens')
  await arriver(page, 'Biens')
  await auPoste(page, 'biens')
  memoire.bien = await saisirUnBien(page, { typologie: 'T3', surface: 63, loyer: '402,10', reservataire: phrase(RESERVATAIRE) })
  await voir(page, RESERVATAIRE)
  await auPoste(page, 'bien')
  memoire.adresseDuBien = page.url()
})

async function saisirUnBien(page, { typologie, surface, loyer, reservataire }) {
  const reference = `COMB-${crypto.randomUUID().slice(0, 6).toUpperCase()}`
  await suivre(page, 'Saisir une vacance')
  await arriver(page, 'Saisir une vacance')
  await ecrire(page, 'Référence', reference)
  await choisir(page, 'Catégorie', 'Appartement')
  await choisir(page, 'Type', typologie)
  await ecrire(page, 'Adresse', '14 rue Notre-Dame')
  await ecrire(page, 'Bâtiment, escalier, porte', 'Bâtiment B, porte 12')
  await ecrire(page, 'Code postal', '35270')
  await derouler(page, page, 'Commune', VILLE, VILLE)
  await ecrire(page, 'Surface habitable', surface)
  await ecrire(page, 'Étage, 0 pour le rez-de-chaussée', 2)
  await ecrire(page, 'Année de construction', 1998)
  await choisir(page, 'Chauffage', /collectif.*gaz|gaz.*collectif/i)
  await choisir(page, 'DPE', /\bC$/)
  await choisir(page, 'GES', /\bB$/)
  await choisir(page, 'Financement', /^PLUS/)
  for (const present of ['Ascenseur', 'Stationnement', 'Balcon']) await cocher(page, present)
  await page.getByLabel('Disponible le').fill(plusTard(0))
  if (reservataire) await choisir(page, 'Réservataire', reservataire)
  await ecrire(page, 'Loyer', loyer)
  await ecrire(page, 'Charges', '61,40')
  await ecrire(page, 'Loyer des annexes', '15')
  await ecrire(page, 'Dépôt de garantie', loyer)
  await auPoste(page, `vacance-${typologie}`)
  await appuyer(page, 'Enregistrer la vacance')
  await annonce(page, 'La vacance est enregistrée')
  await arriver(page, reference)
  return reference
}

// --- 4. les candidats

acte('d’un clic, le bien a ses candidats classés, et chacun son taux d’effort et son reste à vivre', async () => {
  const { page } = ecrans.maelle
  await onglet(page, 'Candidats')
  await page.getByRole('row', { name: new RegExp(gael.nom, 'i') }).waitFor()
  for (const qui of [soizic, soazig, gael]) {
    const ligne = ligneDe(page, qui)
    const cellules = await ligne.getByRole('cell').allInnerTexts()
    assert.match(cellules[await colonne(page, 'Taux d’effort')], /^[\d,]+\s%$/)
    assert.match(cellules[await colonne(page, 'Reste à vivre')], /^[\d\s]+\s€$/)
    assert.match(cellules[await colonne(page, 'Cotation')], /^\d+$/)
    await ligne.getByRole('checkbox').check()
  }
  await voir(page, '3 demandes retenues')
  await auPoste(page, 'candidats')
  await appuyer(page, 'Comparer')
  const comparaison = dialogue(page, 'Comparer les demandes retenues')
  await comparaison.getByRole('columnheader').nth(2).waitFor()
  assert.equal(await comparaison.getByRole('columnheader').count(), 3)
  await voir(comparaison, 'le mieux placé')
  await auPoste(page, 'comparateur')
  await appuyer(comparaison, 'Fermer')
})

acte('une autre demande connue n’est pas dans la liste : chaque condition qui manque est dite', async () => {
  const { page } = ecrans.maelle
  const ailleurs = await personneAilleurs()
  await appuyer(page, /^Pourquoi cette demande/)
  const fenetre = dialogue(page, /^Pourquoi cette demande/)
  await ecrire(fenetre, 'Numéro unique', ailleurs)
  await appuyer(fenetre, 'Expliquer')
  const manquent = fenetre.getByRole('listitem').filter({ hasText: phrase(': non remplie') })
  await manquent.first().waitFor()
  assert.ok((await manquent.filter({ hasText: VILLE }).count()) > 0, 'elle ne souhaite pas cette commune')
  await auPoste(page, 'pourquoi-pas')
  await appuyer(fenetre, 'Fermer')

  /** Read on the list of the demandes that wish for another city. */
  async function personneAilleurs() {
    const autre = ecrans.gwendal.page
    await menu(autre, 'Demandes')
    await derouler(autre, autre, 'Commune souhaitée', 'Saint-Malo', 'Saint-Malo')
    await appuyer(autre, 'Filtrer : État')
    await cocher(autre.getByRole('group', { name: 'États montrés' }), 'Active')
    await autre.keyboard.press('Escape')
    await autre.getByRole('button', { name: 'Filtrer : État (1 choix)' }).waitFor()
    const cellule = autre.getByRole('row').filter({ hasNotText: VILLE }).filter({ hasText: 'Saint-Malo' }).first().getByRole('cell')
    return lu(cellule.nth(await colonne(autre, 'Numéro unique')))
  }
})

async function chercherLaDemande(page, { nom, prenom }) {
  await page.getByRole('searchbox', { name: /^Nom, prénom/ }).fill(`${nom} ${prenom}`)
  await page.getByText(/^1 demande/).waitFor()
}

async function chercherLeNumero(page, { numero }) {
  await page.getByRole('searchbox', { name: /^Nom, prénom/ }).fill(numero)
  await page.getByText(/^1 demande/).waitFor()
}

const ligneDe = (page, { nom, prenom }) => page.getByRole('row', { name: new RegExp(`${nom} ${prenom}`, 'i') })

/** Where this column stands, among those that the person shows. */
async function colonne(page, entete, tableau = page.getByRole('table')) {
  await tableau.waitFor()
  const entetes = await tableau.getByRole('columnheader').allInnerTexts()
  const place = entetes.findIndex((texte) => texte.trim().replace('’', "'") === entete.replace('’', "'"))
  assert.notEqual(place, -1, `colonne « ${entete} » parmi ${entetes.join(', ')}`)
  return place
}

/** Mises à disposition, attributions et baux de la convention, tels qu’ils se lisent sur cet écran. */
async function compter(page) {
  const tableau = page.getByRole('table', { name: 'Suivi des conventions de flux' })
  const ligne = tableau.getByRole('row').filter({ has: page.getByRole('cell', { name: /^1,5\s%$/ }) })
  const jauge = await ligne.getByRole('meter').getAttribute('aria-valuetext')
  const cellules = await ligne.getByRole('cell').allInnerTexts()
  const lues = ['Attributions', 'Baux'].map(async (entete) => cellules[await colonne(page, entete, tableau)])
  return [jauge.split(',')[0], ...(await Promise.all(lues))]
}

// --- 5. la commission, la proposition, le bail

acte('le bien est proposé aux trois candidats retenus', async () => {
  const { page } = ecrans.maelle
  await appuyer(page, 'Proposer')
  const proposer = dialogue(page, 'Proposer le bien à 3 candidats')
  await auPoste(page, 'proposer')
  await appuyer(proposer, 'Proposer')
  await annonce(page, '3 propositions créées')
  await auPoste(page, 'propositions-creees')
})

acte('ils sont inscrits à une nouvelle séance de la commission', async () => {
  const { page } = ecrans.maelle
  memoire.lieu = `Mairie de ${VILLE}, salle ${crypto.randomUUID().slice(0, 4)}`
  await menu(page, 'Commissions')
  await arriver(page, 'Commissions')
  await auPoste(page, 'commissions')
  await appuyer(page, 'Créer une séance')
  const creation = dialogue(page, 'Créer une séance')
  await creation.getByLabel('Date de la séance').fill(plusTard(1))
  await creation.getByLabel('Heure').fill('14:30')
  await ecrire(creation, 'Lieu', memoire.lieu)
  await choisir(creation, 'Mode', 'En présence')
  await appuyer(creation, 'Créer la séance')
  await annonce(page, 'La séance est créée')
  await voir(page, 'Aucun bien à l’ordre du jour')
  memoire.seance = page.url()

  for (const qui of [soizic, soazig, gael]) {
    await ouvrirLaProposition(page, qui)
    await appuyer(page, 'Inscrire en commission')
    const inscription = dialogue(page, 'Inscrire à une commission')
    await derouler(page, inscription, 'Séance', memoire.lieu)
    await appuyer(inscription, 'Inscrire')
    await annonce(page, 'La demande est inscrite à la commission')
  }
  await auPoste(page, 'proposition-inscrite')
})

acte('la commission décide, avec rang et motif, et se clôt', async () => {
  const { page } = ecrans.maelle
  await menu(page, 'Commissions')
  await page.getByRole('row').filter({ hasText: memoire.lieu }).getByRole('link').click()
  await arriver(page, /^Séance du/)
  await auPoste(page, 'ordre-du-jour')
  await decider(page, soizic, 'Attribution avec rang', async (panneau) => {
    await panneau.getByRole('textbox', { name: /^Rang/ }).fill('1')
  })
  await decider(page, soazig, 'Attribution avec rang', async (panneau) => {
    await panneau.getByRole('textbox', { name: /^Rang/ }).fill('2')
  })
  await decider(page, gael, 'Non-attribution', async (panneau) => {
    await derouler(page, panneau, 'Motif', 'Autre candidat plus prioritaire')
    await ecrire(panneau, 'Commentaire au procès-verbal', 'Les deux premières familles sont sans logement.')
    await auPoste(page, 'decision')
  })
  await appuyer(page, 'Clôturer la commission')
  const cloture = dialogue(page, 'Clore la séance')
  await appuyer(cloture, 'Clore la séance')
  await annonce(page, 'La séance est close')
  await auPoste(page, 'proces-verbal')
})

acte('Soizic est prévenue, lit la proposition et l’accepte depuis son téléphone', async () => {
  const poste = ecrans.maelle.page
  await ouvrirLaProposition(poste, soizic)
  await appuyer(poste, 'Proposer le logement au candidat')
  await appuyer(dialogue(poste, 'Notifier la proposition'), 'Notifier')
  await annonce(poste, 'La proposition est notifiée au candidat')
  await auPoste(poste, 'proposition-notifiee')

  const { page } = ecrans.soizic
  await ouvrirLeLien(page, await courriel(soizic.adresse, 'Un logement vous est proposé'))
  await voir(page, 'Avant le')
  await auPortail(page, 'depuis-le-courriel')
  await page.goto(`${ORIGINE}/35/mon-espace/propositions`)
  await arriver(page, 'Mes propositions')
  await auPortail(page, 'propositions')
  await appuyer(page, 'J’accepte ce logement')
  await arriver(page, 'Vous acceptez ce logement')
  await auPortail(page, 'acceptation')
  await appuyer(page, 'Je confirme : j’accepte ce logement')
  await arriver(page, 'Votre accord est enregistré')
  await auPortail(page, 'accord')
})

acte('le bail est signé : la demande est radiée, les autres propositions s’arrêtent', async () => {
  const { page } = ecrans.maelle
  await page.reload()
  await appuyer(page, 'Enregistrer la signature du bail')
  const bail = dialogue(page, 'Signer le bail')
  await bail.getByLabel('Entrée dans les lieux le').fill(plusTard(12))
  await bail.getByLabel('Identifiant RPLS').fill('3523800007')
  await auPoste(page, 'bail')
  await appuyer(bail, 'Enregistrer le bail')
  await annonce(page, 'Le bail est enregistré')
  await page.goto(memoire.adresseDuBien)
  await onglet(page, 'Propositions')
  await auPoste(page, 'propositions-du-bien')
  for (const [qui, etat] of [[soizic, /bail signé/], [soazig, /sans suite/], [gael, /sans suite/]]) {
    assert.match(await lu(ligneDe(page, qui)), etat)
  }
  await menu(page, 'Demandes')
  await chercherLeNumero(page, soizic)
  await suivre(page, new RegExp(`^${soizic.nom}`, 'i'))
  await voir(page, /satisfaite/i)
  await auPoste(page, 'demande-satisfaite')

  const telephone = ecrans.soizic.page
  await suivre(telephone, 'Mon espace')
  await telephone.reload()
  await auPortail(telephone, 'espace-logee')
})

async function ouvrirLaProposition(page, qui) {
  await page.goto(memoire.adresseDuBien)
  await onglet(page, 'Propositions')
  await suivre(page, new RegExp(`^${qui.nom} ${qui.prenom}`, 'i'))
  await arriver(page, new RegExp(`${qui.nom} ${qui.prenom}`, 'i'))
}

async function decider(page, qui, decision, preciser) {
  const nom = new RegExp(`${qui.nom} ${qui.prenom}`, 'i')
  await appuyer(page, nom)
  const panneau = page.getByRole('complementary', { name: nom })
  await panneau.getByRole('radio', { name: phrase(decision) }).first().check()
  await preciser(panneau)
  await appuyer(panneau, 'Enregistrer la décision')
  await annonce(page, new RegExp(`Décision enregistrée pour ${qui.nom} ${qui.prenom}`, 'i'))
}

// --- 6. la convention, comptée des deux côtés

acte('la convention se compte sur l’accueil du bailleur et sur celui du réservataire', async () => {
  const { page } = ecrans.gwendal
  await menu(page, 'Accueil')
  await page.reload()
  assert.deepEqual(await compter(page), ['1 sur 2', '1', '1'])
  await auPoste(page, 'accueil-du-bailleur')
  ecrans.departement = await agent(navigateur, 'departement.35@exemple.test')
  const reservataire = ecrans.departement.page
  assert.deepEqual(await compter(reservataire), ['1 sur 2', '1', '1'])
  await auPoste(reservataire, 'accueil-du-reservataire')
  await menu(reservataire, 'Conventions de flux')
  await reservataire.getByRole('row').filter({ has: reservataire.getByRole('cell', { name: /^1,5\s%$/ }) }).getByRole('link').click()
  await voir(reservataire, memoire.bien)
  await auPoste(reservataire, 'convention-comptee')
})

// --- 7. l'annonce

acte('un T4 sans candidat est publié en annonce', async () => {
  const { page } = ecrans.maelle
  await menu(page, 'Biens')
  memoire.second = await saisirUnBien(page, { typologie: 'T4', surface: 81, loyer: '498,60' })
  memoire.adresseDuSecond = page.url()
  await suivre(page, 'Publier une annonce')
  memoire.titre = `Grand T4 au calme, ${memoire.second}`
  await ecrire(page, 'Titre', memoire.titre)
  await ecrire(page, 'Description', 'Deuxième étage avec ascenseur, lumineux, à dix minutes de la gare.')
  await page.getByLabel(/^Au( \*)?$/).fill(`${plusTard(30)}T18:00`)
  await auPoste(page, 'publier-une-annonce')
  await appuyer(page, 'Publier')
  await annonce(page, 'L’annonce est enregistrée')
  await auPoste(page, 'annonce')
})

acte('un passant la trouve par ville, type, loyer et tri, dans la liste et sur la carte, et écrit au bailleur', async () => {
  ecrans.passant = await personne(navigateur, TELEPHONE)
  const { page } = ecrans.passant
  await page.goto(`${ORIGINE}/35`)
  await suivre(page, 'Voir tous les logements')
  await arriver(page, 'Logements à louer')
  await page.getByRole('searchbox', { name: /^Commune/ }).fill(VILLE)
  await appuyer(page, new RegExp(`^${VILLE}`))
  await choisir(page, 'Type de logement', 'T4')
  await choisir(page, 'Trier par', 'Les moins chers')
  const titre = page.getByRole('link', { name: memoire.titre })
  await titre.waitFor()
  const curseur = page.getByRole('slider', { name: /^Loyer/ })
  await curseur.press('Home')
  await titre.waitFor({ state: 'detached' })
  await auPortail(page, 'annonces-aucune')
  for (let cran = 0; cran < 8; cran++) await curseur.press('ArrowRight')
  await titre.waitFor()
  await appuyer(page, 'Voir la carte')
  await page.getByRole('group', { name: 'Carte des logements, par commune' }).getByRole('button', { name: new RegExp(`^${VILLE}\\s:`) }).waitFor()
  await auPortail(page, 'annonces-carte')
  await titre.click()
  await arriver(page, memoire.titre)
  await auPortail(page, 'annonce')
  await ecrire(page, 'Prénom', 'Maël')
  await ecrire(page, 'Nom', 'Passant')
  await ecrire(page, 'Adresse e-mail', 'mael.passant@exemple.test')
  await ecrire(page, 'Votre message', 'Bonjour, peut-on visiter samedi ?')
  await appuyer(page, 'Envoyer au bailleur')
  await voir(page, 'Votre message est parti')
  await auPortail(page, 'contact-envoye')

  const poste = ecrans.maelle.page
  await poste.goto(memoire.adresseDuSecond)
  await suivre(poste, 'Voir l’annonce')
  await voir(poste, 'peut-on visiter samedi')
  await auPoste(poste, 'annonce-contactee')
  await poste.goto(memoire.adresseDuSecond)
  await onglet(poste, 'Historique')
  await voir(poste, /contact/i)
  await auPoste(poste, 'bien-historique-contact')
})

// --- 8. l'historique et les consultations

acte('l’historique dit qui a changé quoi, avant et après, et qui a lu', async () => {
  const { page } = ecrans.maelle
  await onglet(page, 'Fiche')
  await appuyer(page, 'Modifier')
  await ecrire(page, 'Loyer', '489')
  await ecrire(page, 'Dépôt de garantie', '489')
  await appuyer(page, 'Enregistrer les modifications')
  await annonce(page, 'Le bien est modifié')
  await onglet(page, 'Historique')
  await avantApres(page, /498,60/, /489/)
  await auPoste(page, 'bien-historique')

  await menu(page, 'Demandes')
  await chercherLeNumero(page, soazig)
  await suivre(page, new RegExp(`^${soazig.nom}`, 'i'))
  await appuyer(page, 'Modifier')
  await ecrire(rubrique(page, 'Demandeur'), 'Voie', 'rue de la Fontaine')
  await auPoste(page, 'modifier-la-demande')
  await appuyer(page, /^Enregistrer les modifications/)
  await annonce(page, 'Les modifications sont enregistrées')
  await onglet(page, 'Historique')
  await avantApres(page, /rue des Ajoncs/i, /rue de la Fontaine/i)
  await auPoste(page, 'demande-historique')
  await onglet(page, 'Consultations')
  await page.getByRole('row').filter({ hasText: 'Maëlle Tardivel' }).first().waitFor()
  await auPoste(page, 'demande-consultations')

  const telephone = ecrans.soazig.page
  await telephone.goto(`${ORIGINE}/35/mon-espace`)
  await suivre(telephone, /^Mon compte/)
  await voir(telephone, 'Qui a consulté mon dossier')
  await voir(telephone, BAILLEUR)
  await auPortail(telephone, 'compte')
  await suivre(telephone, /Mon espace$/)
  await suivre(telephone, /^Historique/)
  await voir(telephone, BAILLEUR)
  await auPortail(telephone, 'historique')
})

// --- 9. ce que le logiciel du bailleur a suivi

acte('le logiciel pousse un bien, lit l’attribution, et chacun de ses avis est signé', async () => {
  await logiciel.seConnecter(memoire.acces)
  const reference = `GL-${crypto.randomUUID().slice(0, 8)}`
  const pousse = {
    adresse: '2 place Albert Parent',
    code_postal: '35270',
    commune: '35085',
    typologie: 'T2',
    surface: 47,
    financement: 'PLAI',
    loyer: 268.4,
    charges: 48,
    disponible_le: plusTard(15),
  }
  await logiciel.demander('PUT', `biens/${reference}`, pousse)
  const { page } = ecrans.maelle
  await menu(page, 'Biens')
  await page.getByRole('searchbox', { name: /^Référence/ }).fill('2 place Albert Parent')
  await page.getByRole('row').filter({ hasText: '2 place Albert Parent' }).first().waitFor()
  await auPoste(page, 'bien-pousse')

  const signee = await attendre(async () => (await logiciel.fil('attributions')).findLast(({ type }) => type === 'bail.signe'), 'l’attribution')
  assert.equal(signee.attribution.numero_unique, soizic.numero)
  assert.equal((await logiciel.demander('GET', `demandes/${soizic.numero}`)).etat, 'SA')
  for (const type of ['attribution.decidee', 'proposition.acceptee', 'bail.signe', 'annonce.publiee']) {
    const [recu] = await logiciel.avis(type)
    assert.ok(!recu.corps.toString().includes(soizic.nom), 'un avis ne dit rien des personnes')
  }
  await attendre(
    async () => (await logiciel.fil('annonces')).some(({ annonce: diffusee }) => diffusee?.titre === memoire.titre),
    'l’annonce dans le fil du diffuseur',
  )
})

async function avantApres(page, avant, apres) {
  const ligne = page.getByRole('table').getByRole('row').filter({ hasText: avant }).filter({ hasText: apres }).first()
  await ligne.waitFor()
}
