// The form of a demande, as a household fills it on a phone and as an agent types it at the counter.
import assert from 'node:assert/strict'
import { attendre } from './attente.mjs'
import { annonce, appuyer, arriver, champ, choisir, cocher, dater, derouler, ecrire, lu, onglet, repondre, suivre } from './gestes.mjs'

export const VILLE = 'Combourg'
const CODE_POSTAL = '35270'
const AILLEURS = 'Tinténiac'
export const ETAPES = [
  'Qui êtes-vous ?',
  'Comment vous joindre ?',
  'Avec qui allez-vous vivre ?',
  'Que faites-vous ?',
  'Quels sont vos revenus ?',
  'Où habitez-vous aujourd’hui ?',
  'Quel logement cherchez-vous ?',
  'Pourquoi demandez-vous un logement ?',
  'Votre pièce d’identité',
]

/** Their addresses, in the same order. */
export const PAGES = [
  'identite',
  'coordonnees',
  'foyer',
  'situation-professionnelle',
  'revenus',
  'logement-actuel',
  'logement-recherche',
  'motifs',
  'piece-identite',
]

/** Born abroad in a country that no code names: this number can be nobody's. */
export function nir({ civilite, neLe, ordre }) {
  const [annee, mois] = neLe.split('-')
  const corps = `${civilite === 'Monsieur' ? 1 : 2}${annee.slice(2)}${mois}99999${ordre}`
  return corps + String(97n - (BigInt(corps) % 97n)).padStart(2, '0')
}

const continuer = (page) => appuyer(page, 'Enregistrer et continuer')

/** One function a page, in the order of the portal; each ends on the next one. */
export const REMPLIR = {
  identite: async (page, qui) => {
    await repondre(page, 'Civilité', qui.civilite)
    await ecrire(page, 'Nom de naissance', qui.nom)
    await ecrire(page, 'Prénoms', qui.prenom)
    await dater(page, 'Date de naissance', qui.neLe)
    await repondre(page, 'Nationalité', 'Française')
    await choisir(page, 'Situation familiale', qui.situation)
    await ecrire(page, 'Numéro de sécurité sociale', nir(qui))
  },
  coordonnees: async (page, qui) => {
    await ecrire(page, 'Téléphone', qui.telephone)
    await ecrire(page, 'Adresse e-mail', qui.adresse)
    await ecrire(page, 'Numéro', '7')
    await ecrire(page, 'Rue', 'rue des Ajoncs')
    await ecrire(page, 'Code postal', CODE_POSTAL)
    await choisir(page, 'Commune', VILLE)
  },
  foyer: async (page, qui) => {
    for (const enfant of qui.enfants) {
      await appuyer(page, 'Ajouter une personne')
      const fiche = page.getByRole('group').filter({ has: champ(page, 'Prénom') }).last()
      await ecrire(fiche, 'Prénom', enfant.prenom)
      await ecrire(fiche, 'Nom', qui.nom)
      await dater(fiche, 'Date de naissance', enfant.neLe)
      await repondre(fiche, 'Sexe', enfant.sexe)
      await repondre(fiche, 'Cette personne est', 'mon enfant')
      await repondre(fiche, 'Est-elle à votre charge sur vos impôts ?', 'Oui')
    }
    await repondre(page, 'Un enfant va naître ?', 'Non')
  },
  travail: async (page, qui) => {
    await repondre(page, 'Situation professionnelle', 'CDI ou fonctionnaire')
    await ecrire(page, 'Profession', qui.metier)
    await page.getByRole('searchbox', { name: /^Commune de travail/ }).fill('Dol-de')
    await appuyer(page, /^Dol-de-Bretagne/)
  },
  revenus: async (page, qui) => {
    await choisir(page, 'Que recevez-vous chaque mois ?', 'Salaire ou revenu d’activité')
    await ecrire(page, 'Salaire ou revenu d’activité', qui.salaire)
    await champ(page, /^Revenu fiscal de référence/).first().fill(String(qui.salaire * 11))
  },
  actuel: async (page) => {
    await choisir(page, 'Vous êtes', 'Chez un particulier')
    await ecrire(page, 'Chez qui êtes-vous hébergé ?', 'Une amie')
    await repondre(page, 'Un membre de votre foyer est-il propriétaire d’un logement ?', 'Non')
  },
  recherche: async (page) => {
    for (const commune of [AILLEURS, VILLE]) {
      await page.getByRole('searchbox', { name: /^Chercher une commune/ }).fill(commune.slice(0, 5))
      await appuyer(page, new RegExp(`^${commune}`))
    }
    await appuyer(page, `Monter ${VILLE}`)
    await repondre(page, 'Accepteriez-vous une autre commune proche ?', 'Non')
    await cocher(page, 'T2')
    await cocher(page, 'T3')
  },
  motifs: async (page) => {
    await cocher(page, 'Divorce, séparation')
    await cocher(page, 'Sans logement, hébergé ou en logement temporaire')
    await appuyer(page, 'Monter Sans logement, hébergé ou en logement temporaire')
  },
  piece: async (page, qui) => {
    await choisir(page, 'De quel document s’agit-il ?', 'Carte d’identité')
    await deposer(page, 'Choisir un fichier ou prendre une photo', qui.carte)
    await page.getByText('est bien reçu').waitFor()
  },
}

/** The pages from this one to the last, each shown to `relire` once it is filled. */
export async function remplir(page, qui, { depuis = 0, jusqu = ETAPES.length, relire = async () => {} } = {}) {
  const pages = Object.entries(REMPLIR)
  for (let rang = depuis; rang < jusqu; rang++) {
    const [nom, remplirLaPage] = pages[rang]
    await arriver(page, ETAPES[rang])
    await remplirLaPage(page, qui)
    await relire(page, nom)
    if (nom === 'piece') await suivre(page, 'Vérifier et envoyer')
    else await continuer(page)
  }
}

/** Press the button, then choose the file in the window of the telephone. */
export async function deposer(page, bouton, fichier) {
  const [fenetre] = await Promise.all([page.waitForEvent('filechooser'), appuyer(page, bouton)])
  await fenetre.setFiles(fichier)
}

/** A card that nobody could take for a real one, photographed on a table. */
export async function carteDIdentite(navigateur, { nom, prenom, neLe }) {
  const page = await navigateur.newPage({ viewport: { width: 640, height: 400 } })
  await page.setContent(`<body style="margin:0;display:grid;place-content:center;height:100vh;background:#8a7a66">
    <div style="font:20px/1.7 sans-serif;background:#eef3f8;padding:2rem 3rem;border-radius:1rem">
    <b>SPÉCIMEN — CARTE D’ESSAI</b><br>Nom : ${nom}<br>Prénom : ${prenom}<br>Né(e) le : ${neLe}</div>`)
  const buffer = await page.screenshot({ type: 'jpeg', quality: 80 })
  await page.close()
  return { name: 'carte.jpg', mimeType: 'image/jpeg', buffer }
}

/** All on one screen. */
async function saisirAuGuichet(page, qui) {
  const rubrique = (titre) => page.getByRole('region', { name: titre, exact: true })
  const demandeur = rubrique('Demandeur')
  await choisir(demandeur, 'Civilité', qui.civilite)
  await ecrire(demandeur, 'Nom de naissance', qui.nom)
  await ecrire(demandeur, 'Prénoms', qui.prenom)
  await demandeur.getByLabel('Date de naissance').fill(qui.neLe)
  await choisir(demandeur, 'Nationalité', 'Française')
  await choisir(demandeur, 'Situation familiale', qui.situation)
  await ecrire(demandeur, 'Portable', qui.telephone)
  await ecrire(demandeur, 'Adresse électronique', qui.adresse)
  await ecrire(demandeur, 'Numéro', '3')
  await ecrire(demandeur, 'Voie', 'place des Marronniers')
  await ecrire(demandeur, 'Code postal', CODE_POSTAL)
  await derouler(page, demandeur, 'Commune', VILLE, VILLE)

  const occupants = rubrique('Personnes à loger')
  for (const [rang, enfant] of qui.enfants.entries()) {
    await appuyer(occupants, 'Ajouter un occupant')
    const fiche = occupants.getByRole('group', { name: `Occupant ${rang + 1}` })
    await ecrire(fiche, 'Nom', qui.nom)
    await ecrire(fiche, 'Prénom', enfant.prenom)
    await fiche.getByLabel('Date de naissance').fill(enfant.neLe)
    await choisir(fiche, 'Sexe', enfant.sexe)
    await choisir(fiche, 'Lien de parenté', 'Enfant')
  }

  const travail = rubrique('Situation professionnelle')
  await choisir(travail, 'Situation', 'CDI ou fonctionnaire')
  await ecrire(travail, 'Profession', qui.metier)

  const revenus = rubrique('Revenus')
  await appuyer(revenus, 'Ajouter une ressource')
  await choisir(revenus, 'Nature', 'Salaire ou revenu d’activité')
  await ecrire(revenus, 'Montant mensuel', qui.salaire)
  await appuyer(revenus, 'Ajouter un revenu fiscal')
  await ecrire(revenus, 'Revenu fiscal', qui.salaire * 11)

  const actuel = rubrique('Logement actuel')
  await choisir(actuel, 'Statut', 'Locataire du parc privé')
  await choisir(actuel, 'Type', 'T1')
  await ecrire(actuel, 'Surface', 24)
  await ecrire(actuel, 'Nombre d’habitants', 1 + qui.enfants.length)
  await ecrire(actuel, 'Loyer avec charges', 520)
  await ecrire(actuel, 'APL ou AL', 110)

  const recherche = rubrique('Logement recherché')
  await choisir(recherche, 'Catégorie', 'Indifférent')
  await derouler(page, recherche, 'Types de logement', 'T3')
  await derouler(page, recherche, 'Ajouter une commune', VILLE, VILLE)

  await derouler(page, rubrique('Motifs'), 'Ajouter un motif', 'Logement trop petit')
}

/** At the counter, from the form to the desk where one validates; `relire` is shown each screen. */
export async function enregistrerAuGuichet(page, qui, relire = async () => {}) {
  await saisirAuGuichet(page, qui)
  await relire('saisie-au-guichet')
  await appuyer(page, /^Enregistrer le brouillon/)
  await annonce(page, 'Le brouillon est enregistré')
  await arriver(page, new RegExp(qui.nom, 'i'))
  await onglet(page, 'Demandeur')
  await champ(page, /^Numéro de sécurité sociale de/).fill(nir(qui))
  await relire('demandeur-et-nir')
  await appuyer(page, 'Enregistrer')
  await annonce(page, 'Le numéro de sécurité sociale est enregistré')
  await onglet(page, 'Pièces')
  await derouler(page, page, 'Nature de la pièce', 'Carte d’identité', 'Carte d')
  await deposer(page, 'Fichier', await carteDIdentite(page.context().browser(), qui))
  await appuyer(page, 'Déposer')
  await annonce(page, 'La pièce est déposée')
  await relire('pieces')
  await appuyer(page, 'Valider la demande')
  await lireLaPiece(page)
}

/** The identity document, open beside what it proves. */
export async function lireLaPiece(page) {
  const image = page.getByRole('img', { name: 'Document carte.jpg' })
  await image.waitFor()
  assert.ok(await attendre(() => image.evaluate((dessin) => dessin.naturalWidth), 'la pièce d’identité'))
}

/** As the screens show it: 035 1126 000123 35238. */
export const parGroupes = (numero) => [numero.slice(0, 3), numero.slice(3, 7), numero.slice(7, 13), numero.slice(13)].join(' ')

/** The decision of an agent who has compared: the numéro unique that it gives. */
export async function valider(page) {
  await cocher(page, 'J’ai vérifié que la pièce d’identité est lisible, valable, et au nom du demandeur')
  await appuyer(page.getByRole('region', { name: 'Décision', exact: true }), 'Valider la demande')
  const dit = page.getByRole('status').getByText('Demande validée sous le numéro')
  const numero = (await lu(dit.last())).match(/numéro (.+)\.$/)[1].replaceAll(' ', '')
  assert.equal(numero.length, 18, 'le numéro unique a 18 caractères')
  await page.getByText('Active', { exact: true }).first().waitFor()
  return numero
}
