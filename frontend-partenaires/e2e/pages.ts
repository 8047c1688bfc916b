import type { HttpHandler } from 'msw'
import type { Page } from 'playwright-core'
import { refuse, repond } from '../src/test/api-handler.ts'
import { DEPARTAGE, uuid } from '../src/test/fixtures/demandes.ts'
import { session } from '../src/test/fixtures/session.ts'

interface PageDessinee {
  nom: string
  adresse: string
  /** Answers that replace those of the fixtures. */
  reponses?: readonly HttpHandler[]
  geste?: (page: Page) => Promise<void>
  tailles?: readonly ('bureau' | 'telephone')[]
  erreursAttendues?: boolean
  /** An answer never comes: the page is drawn while it waits. */
  sansFin?: boolean
  /** At most so many sheets of A4 when printed. */
  feuilles?: number
}

const deconnecte = repond('get', '/session', () => refuse({ status: 401, code: 'non-connecte', title: 'Connectez-vous pour continuer.' }))
const panne = { status: 503, code: 'service-indisponible', title: 'Le service est momentanément indisponible. Votre saisie n’est pas perdue : réessayez dans un instant.' }
const vide = { items: [], total: 0, total_plafonne: false, page: 1, size: 50 }

const demande = (rang: number) => `/demandes/${uuid(1, rang)}`
const bien = (rang: number) => `/biens/${uuid(6, rang)}`

export const PAGES: readonly PageDessinee[] = [
  { nom: 'connexion', adresse: '/connexion', reponses: [deconnecte], erreursAttendues: true },
  {
    nom: 'connexion-refusee',
    adresse: '/connexion',
    reponses: [deconnecte, repond('post', '/session', () => refuse({ status: 401, code: 'identifiants-invalides', title: 'Adresse ou phrase de passe inexacte.' }))],
    erreursAttendues: true,
    geste: async (page) => {
      await page.getByLabel('Adresse électronique').fill('anne.legoff@archipel-demo.fr')
      await page.getByRole('textbox', { name: 'Phrase de passe' }).fill('mauvaise phrase')
      await page.getByRole('button', { name: 'Se connecter' }).click()
      await page.getByRole('alert').waitFor()
    },
  },
  {
    nom: 'connexion-second-code',
    adresse: '/connexion',
    reponses: [deconnecte, repond('post', '/session', () => refuse({ status: 401, code: 'totp-requis', title: 'Second code demandé.' }))],
    erreursAttendues: true,
    geste: async (page) => {
      await page.getByLabel('Adresse électronique').fill('anne.legoff@archipel-demo.fr')
      await page.getByRole('textbox', { name: 'Phrase de passe' }).fill('quatre mots sans lien')
      await page.getByRole('button', { name: 'Se connecter' }).click()
      await page.getByLabel('Code à six chiffres').waitFor()
    },
  },
  { nom: 'aide', adresse: '/aide', reponses: [deconnecte] },
  { nom: 'phrase-changee', adresse: '/connexion?phrase=changee', reponses: [deconnecte], tailles: ['bureau'], erreursAttendues: true },
  { nom: 'oubli', adresse: '/oubli', reponses: [deconnecte], erreursAttendues: true },
  { nom: 'activation', adresse: '/activation#jeton-de-demonstration-abc', reponses: [deconnecte], erreursAttendues: true },
  { nom: 'charte', adresse: '/', reponses: [repond('get', '/session', { ...session, charte: { ...session.charte, acceptee: false } })] },
  { nom: 'accueil', adresse: '/' },
  { nom: 'accueil-vide', adresse: '/', reponses: [repond('get', '/accueil', { compteurs: [], a_faire: [], actualites: [], favoris: [], demandes_par_typologie: [], photo_du: null, flux: [] })] },
  { nom: 'accueil-panne', adresse: '/', reponses: [repond('get', '/accueil', () => refuse(panne))], erreursAttendues: true, geste: async (page) => page.getByRole('alert').waitFor() },
  { nom: 'demandes', adresse: '/demandes' },
  {
    nom: 'demandes-rupture',
    adresse: '/demandes',
    tailles: ['bureau'],
    geste: async (page) => {
      await page.getByLabel(/Rupture/).selectOption('commune')
      await page.getByRole('checkbox', { name: /^Cocher / }).nth(3).check()
      await page.getByRole('checkbox', { name: /^Cocher / }).nth(5).check()
    },
  },
  { nom: 'demandes-filtre', adresse: '/demandes?etat=AC&q=mar', tailles: ['bureau'], geste: async (page) => page.getByRole('button', { name: /Filtrer.: État/ }).click() },
  { nom: 'demandes-apercu', adresse: `/demandes?apercu=${uuid(1, 0)}` },
  { nom: 'demandes-vide', adresse: '/demandes?q=zzz', reponses: [repond('get', '/demandes', vide)] },
  { nom: 'demandes-panne', adresse: '/demandes', reponses: [repond('get', '/demandes', () => refuse(panne))], erreursAttendues: true, geste: async (page) => page.getByRole('alert').waitFor() },
  { nom: 'demandes-attente', adresse: '/demandes', reponses: [repond('get', '/demandes', () => new Promise<Response>(() => undefined))], tailles: ['bureau'], sansFin: true },
  { nom: 'demandes-sans-droit', adresse: '/demandes', reponses: [repond('get', '/session', { ...session, droits: ['biens:lire'] })] },
  {
    nom: 'navigation-rapide',
    adresse: '/demandes',
    geste: async (page) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: /Aller à/ }).fill('ko')
      await page.getByRole('option', { name: /KOROUI/ }).waitFor()
    },
  },
  { nom: 'demande-synthese', adresse: demande(0) },
  { nom: 'demande-defilee', adresse: demande(0), geste: async (page) => page.mouse.wheel(0, 600) },
  { nom: 'demande-imprimee', adresse: demande(0), tailles: ['bureau'], feuilles: 1, geste: async (page) => page.emulateMedia({ media: 'print' }) },
  { nom: 'demande-nom-long', adresse: demande(6) },
  { nom: 'demande-retournee', adresse: demande(16) },
  { nom: 'demande-verrouillee', adresse: demande(2) },
  { nom: 'demande-introuvable', adresse: demande(1), reponses: [repond('get', '/demandes/{demande_id}', () => refuse({ status: 404, code: 'demande-introuvable', title: 'Introuvable' }))], erreursAttendues: true },
  { nom: 'demande-demandeur', adresse: `${demande(0)}/demandeur` },
  { nom: 'demande-foyer', adresse: `${demande(0)}/foyer` },
  { nom: 'demande-situation-pro', adresse: `${demande(0)}/situation-professionnelle` },
  { nom: 'demande-revenus', adresse: `${demande(0)}/revenus` },
  { nom: 'demande-logement-actuel', adresse: `${demande(0)}/logement-actuel` },
  { nom: 'demande-logement-recherche', adresse: `${demande(0)}/logement-recherche` },
  { nom: 'demande-pieces', adresse: `${demande(0)}/pieces` },
  { nom: 'demande-cotation', adresse: `${demande(0)}/cotation` },
  { nom: 'demande-propositions', adresse: `${demande(0)}/propositions` },
  { nom: 'demande-historique', adresse: `${demande(0)}/historique` },
  { nom: 'demande-consultations', adresse: `${demande(0)}/consultations` },
  { nom: 'demande-validation', adresse: `${demande(3)}/validation` },
  { nom: 'demande-saisie', adresse: `${demande(0)}/saisie` },
  {
    nom: 'demande-actions-refusees',
    adresse: demande(0),
    geste: async (page) => {
      await page.getByRole('button', { name: /pas encore possibles/ }).click()
      await page.getByText('Renouveler').waitFor()
    },
  },
  { nom: 'demande-nouvelle', adresse: '/demandes/nouvelle' },
  {
    nom: 'demande-quittee',
    adresse: '/demandes/nouvelle',
    geste: async (page) => {
      await page.getByLabel('Prénoms').fill('Martine')
      await page.getByRole('banner').getByRole('link').first().click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    nom: 'aide-contextuelle',
    adresse: `${demande(0)}/logement-recherche`,
    geste: async (page) => {
      await page.getByRole('button', { name: 'Aide sur cet écran' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    nom: 'demande-retour',
    adresse: `${demande(3)}/validation`,
    geste: async (page) => {
      await page.getByRole('button', { name: 'Retourner au demandeur' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { nom: 'biens', adresse: '/biens' },
  { nom: 'bien-modifier', adresse: `/biens/${uuid(6, 0)}/modifier` },
  { nom: 'bien-relouer', adresse: `/biens/${uuid(6, 5)}/relouer` },
  { nom: 'bien-alerte', adresse: `/biens/${uuid(6, 1)}` },
  { nom: 'biens-apercu', adresse: `/biens?apercu=${uuid(6, 0)}` },
  { nom: 'bien-fiche', adresse: bien(0) },
  { nom: 'bien-candidats', adresse: `${bien(0)}/candidats` },
  { nom: 'bien-candidats-vide', adresse: `${bien(0)}/candidats`, reponses: [repond('get', '/biens/{bien_id}/candidats', { ...vide, criteres: [], departage: DEPARTAGE })] },
  {
    nom: 'bien-comparateur',
    adresse: `${bien(0)}/candidats?retenus=${uuid(1, 0)}&retenus=${uuid(1, 20)}&retenus=${uuid(1, 30)}`,
    geste: async (page) => {
      await page.getByRole('button', { name: 'Comparer' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    nom: 'bien-explication',
    adresse: `${bien(0)}/candidats`,
    geste: async (page) => {
      await page.getByRole('button', { name: /Pourquoi cette demande/ }).click()
      await page.getByLabel('Numéro unique').fill('035 0424 000103 35238')
      await page.getByRole('button', { name: 'Expliquer' }).click()
      await page.getByText('ne sont pas remplies').waitFor()
    },
  },
  { nom: 'bien-propositions', adresse: `${bien(0)}/propositions` },
  { nom: 'bien-historique', adresse: `${bien(0)}/historique` },
  { nom: 'bien-nouveau', adresse: '/biens/nouveau' },
  {
    nom: 'bien-nouveau-erreurs',
    adresse: '/biens/nouveau',
    geste: async (page) => {
      await page.getByRole('button', { name: 'Enregistrer la vacance' }).click()
      await page.getByText('points sont à corriger').waitFor()
    },
  },
  { nom: 'propositions', adresse: '/propositions' },
  { nom: 'propositions-apercu', adresse: `/propositions?apercu=${uuid(7, 3)}` },
  { nom: 'proposition', adresse: `/propositions/${uuid(7, 3)}` },
  { nom: 'commissions', adresse: '/commissions' },
  { nom: 'commission', adresse: `/commissions/${uuid(9, 1)}` },
  { nom: 'commission-decision', adresse: `/commissions/${uuid(9, 1)}?apercu=${uuid(7, 4)}` },
  { nom: 'conventions', adresse: '/conventions-de-flux' },
  { nom: 'convention', adresse: `/conventions-de-flux/${uuid(8, 1)}` },
  { nom: 'convention-nouvelle', adresse: '/conventions-de-flux/nouvelle' },
  { nom: 'grilles', adresse: '/grilles-de-cotation' },
  { nom: 'grille', adresse: `/grilles-de-cotation/${uuid(16, 1)}` },
  { nom: 'annonces', adresse: '/annonces' },
  { nom: 'annonce', adresse: `/annonces/${uuid(10, 0)}` },
  { nom: 'annonce-nouvelle', adresse: `/annonces/nouvelle?bien_id=${uuid(6, 0)}` },
  { nom: 'organismes', adresse: '/organismes' },
  { nom: 'organisme', adresse: `/organismes/${uuid(3, 1)}` },
  {
    nom: 'organisme-nouveau',
    adresse: '/organismes',
    geste: async (page) => {
      await page.getByRole('button', { name: 'Ajouter un organisme' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { nom: 'comptes', adresse: '/comptes' },
  {
    nom: 'compte-nouveau',
    adresse: '/comptes',
    geste: async (page) => {
      await page.getByRole('button', { name: 'Ouvrir un compte' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { nom: 'profils', adresse: '/profils' },
  { nom: 'clients-tiers', adresse: '/clients-tiers' },
  { nom: 'actualites', adresse: '/actualites' },
  {
    nom: 'actualite-nouvelle',
    adresse: '/actualites',
    geste: async (page) => {
      await page.getByRole('button', { name: 'Publier une actualité' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { nom: 'reconnexion', adresse: '/demandes', reponses: [repond('get', '/demandes', () => refuse({ status: 401, code: 'non-connecte', title: 'Connectez-vous.' }))], erreursAttendues: true, geste: async (page) => page.getByRole('dialog').waitFor() },
  { nom: 'mon-compte', adresse: '/mon-compte' },
]
