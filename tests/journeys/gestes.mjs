// What hands do on a screen: type in a field by its name, choose by the words, press what is written.
import { BUREAU, ORIGINE, PHRASE_DE_PASSE, TELEPHONE, personne } from './navigateur.mjs'
import { courriel } from './courrier.mjs'

/** The same words, whichever apostrophe and spaces write them. */
const mots = (texte) =>
  texte
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/['’]/g, "['’]")
    .replace(/\s+/g, '\\s+')
/** The whole name and nothing else: « Nom » is not « Prénom ». */
const nomme = (nom) => (nom instanceof RegExp ? nom : new RegExp(`^${mots(nom)}( \\(facultatif\\))?$`))
export const phrase = (texte) => (texte instanceof RegExp ? texte : new RegExp(mots(texte)))

export const champ = (ou, nom) => ou.getByRole('textbox', { name: nomme(nom) })
export const ecrire = (ou, nom, texte) => champ(ou, nom).fill(String(texte))
export async function choisir(ou, liste, choix) {
  const champ = ou.getByRole('combobox', { name: nomme(liste) })
  await champ.selectOption(await champ.locator('option').filter({ hasText: nomme(choix) }).getAttribute('value'))
}
export const appuyer = (ou, bouton) => ou.getByRole('button', { name: nomme(bouton) }).click()
export const suivre = (ou, lien) => ou.getByRole('link', { name: nomme(lien) }).click()
export const voir = (ou, texte) => ou.getByText(phrase(texte)).first().waitFor()
export const arriver = (page, titre) => page.getByRole('heading', { name: phrase(titre), level: 1 }).waitFor()
export const lu = async (lieu) => (await lieu.innerText()).replace(/[\s\u00a0\u202f]+/g, ' ').trim()

/** The box itself is small for a finger: one presses the words beside it. */
export const cocher = (ou, choix) => ou.getByText(nomme(choix)).click()
export const repondre = (ou, question, reponse) => cocher(ou.getByRole('radiogroup', { name: nomme(question) }), reponse)

/** A date in three numbers, on the portal. */
export async function dater(ou, question, iso) {
  const groupe = ou.getByRole('group', { name: nomme(question) })
  const [annee, mois, jour] = iso.split('-')
  await ecrire(groupe, 'Jour', Number(jour))
  await ecrire(groupe, 'Mois', Number(mois))
  await ecrire(groupe, 'Année', annee)
}

/** A list that opens under its field: one looks for the first letters, then presses the line. */
export async function derouler(page, ou, liste, choix, lettres = '') {
  const champ = ou.getByRole('combobox', { name: nomme(liste) })
  await champ.click()
  if (lettres) await champ.fill(lettres)
  await page.getByRole('listbox').getByRole('option', { name: phrase(choix) }).first().click()
}

/** A tab of a file. */
export const onglet = (page, titre) => suivre(page.getByRole('navigation', { name: /^Rubriques/ }), titre)
/** What the screen has just said that it did. */
export const annonce = (page, texte) => page.getByRole('status').getByText(texte).first().waitFor()
export const dialogue = (page, titre) => page.getByRole('dialog', { name: phrase(titre) })

/** Someone of an organisme at his desk, who types his passphrase. */
export async function agent(navigateur, email) {
  const poste = await personne(navigateur, BUREAU)
  const { page } = poste
  await page.goto(`${ORIGINE}/partenaires/`)
  await arriver(page, 'Se connecter')
  await ecrire(page, 'Adresse électronique', email)
  await champ(page, 'Phrase de passe').pressSequentially(PHRASE_DE_PASSE)
  await appuyer(page, 'Se connecter')
  await arriver(page, /^Bonjour/)
  return poste
}

/** From the choice of a département to one's own space, with the code that comes by mail. */
export async function demandeur(navigateur, adresse, relire = async () => {}) {
  const telephone = await personne(navigateur, TELEPHONE)
  const { page } = telephone
  await page.goto(`${ORIGINE}/`)
  await relire(page, 'choix')
  await suivre(page, /Ille-et-Vilaine/)
  await relire(page, 'accueil')
  await suivre(page, 'Commencer ma demande')
  await relire(page, 'depart')
  await suivre(page, 'Recevoir un code et commencer')
  await relire(page, 'connexion')
  await entrer(page, adresse, relire)
  return telephone
}

/** The link of a message opens in the browser where one has already signed in. */
export const ouvrirLeLien = (page, { corps }) => page.goto(corps.match(/https?:\S+/)[0])

export async function entrer(page, adresse, relire = async () => {}) {
  await ecrire(page, 'Adresse e-mail ou numéro de mobile', adresse)
  await appuyer(page, 'Recevoir un code')
  await arriver(page, 'Entrez le code reçu')
  await relire(page, 'code')
  const { objet } = await courriel(adresse, 'votre code de connexion')
  await ecrire(page, 'Code reçu', objet.match(/\d{6}/)[0])
  await appuyer(page, 'Valider')
}

/** The number that the header of a demande shows, without its spaces nor the reference beside it. */
export const numeroDe = async (page) => (await lu(page.getByText(/^Numéro unique \d/).first())).split('Réf.')[0].replace('Numéro unique', '').replaceAll(' ', '')
