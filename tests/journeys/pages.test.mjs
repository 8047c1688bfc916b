// Chaque page des deux applications, aux deux tailles : elle s'affiche, axe n'y trouve rien, la console se tait.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { attendre } from './attente.mjs'
import { PAGES } from './demandes.mjs'
import { appuyer, arriver } from './gestes.mjs'
import {
  BUREAU,
  ORIGINE,
  TELEPHONE,
  connecterAgent,
  connecterDemandeur,
  lancer,
  personne,
  relire,
} from './navigateur.mjs'

const PUBLIQUES = ['', 'comprendre', 'connexion', 'retrouver', 'annonces', 'guichets', 'questions', 'chiffres-cles', 'chiffres-cles/35238', 'grilles-de-cotation', 'grilles-de-cotation/format']
const PERSONNELLES = [
  'mon-espace',
  'mon-espace/cotation',
  'mon-espace/position',
  'mon-espace/priorites',
  'mon-espace/historique',
  'mon-espace/documents',
  'mon-espace/messages',
  'mon-espace/personnes',
  'mon-espace/propositions',
  'mon-espace/annulation',
  'mon-espace/reponse',
  'mon-espace/compte',
  'demande',
  'demande/recapitulatif',
]
const PARTENAIRES = [
  '',
  'demandes',
  'demandes?a_valider=true',
  'demandes?par=commune',
  'demandes/nouvelle',
  'echeances',
  'declarations',
  'travaux',
  'doublons',
  'publics-prioritaires',
  'urgences',
  'questions',
  'biens',
  'biens/nouveau',
  'propositions',
  'commissions',
  'conventions-de-flux',
  'conventions-de-flux/nouvelle',
  'annonces',
  'annonces/nouvelle',
  'grilles-de-cotation',
  'deploiement-de-la-cotation',
  'statistiques-de-cotation',
  'rapport-d-activite',
  'quotas-d-attribution',
  'tableaux-croises',
  'rapport-prefectoral',
  'attributions-comptees',
  'organismes',
  'mon-compte',
]
const ADMINISTRATION = ['organismes', 'comptes', 'profils', 'clients-tiers', 'actualites', 'portail', 'nuits', 'courriers', 'transmissions', 'lectures-a-verifier', 'simulations', 'secteurs', 'imports', 'imports/dictionnaire']
/** A list, and the tabs of the file that its first line opens. On a desk, the story opens all the others. */
const FICHES = {
  telephone: {
    demandes: ['', 'demandeur', 'codemandeurs', 'colocataires', 'occupants', 'situation-professionnelle', 'revenus', 'logement-actuel', 'logement-recherche', 'complements', 'pieces', 'priorites', 'cotation', 'propositions', 'historique', 'echanges', 'consultations', 'saisie'],
    biens: ['', 'candidats', 'propositions', 'historique', 'modifier'],
    propositions: [''],
    commissions: [''],
    'conventions-de-flux': [''],
    annonces: [''],
    'grilles-de-cotation': ['', 'comparaison'],
  },
  bureau: {
    demandes: ['codemandeurs', 'colocataires', 'occupants', 'situation-professionnelle', 'revenus', 'logement-actuel', 'logement-recherche', 'complements', 'priorites', 'propositions', 'echanges'],
    commissions: [''],
    'grilles-de-cotation': ['', 'comparaison'],
  },
}
const TAILLES = { telephone: TELEPHONE, bureau: BUREAU }

let navigateur
before(async () => {
  navigateur = await lancer()
})
after(async () => {
  await navigateur.close()
})

for (const [taille, viewport] of Object.entries(TAILLES)) {
  test(`le portail public, ${taille}`, async () => {
    const { contexte, page, fautes } = await personne(navigateur, viewport)
    await page.goto(`${ORIGINE}/`)
    await relire(page, `gp-choix-${taille}`)
    for (const chemin of PUBLIQUES) {
      await page.goto(`${ORIGINE}/35/${chemin}`)
      await relire(page, `gp-${chemin.replaceAll('/', '-') || 'accueil'}-${taille}`)
    }
    await page.goto(`${ORIGINE}/35/grilles-de-cotation`)
    await page.getByRole('main').getByRole('link').first().click()
    await page.getByRole('heading', { name: 'Des exemples' }).waitFor()
    const grille = page.url()
    await relire(page, `gp-grille-${taille}`)
    const replie = page.locator('details > div').first()
    assert.equal(await replie.evaluate((e) => e.checkVisibility({ contentVisibilityAuto: true })), false)
    await page.emulateMedia({ media: 'print' })
    assert.equal(await replie.evaluate((e) => e.checkVisibility()), true, 'ce qui est replié s’imprime')
    await page.emulateMedia({ media: 'screen' })
    for (const lecteur of ['demandeurs', 'elus', 'commission']) {
      await page.goto(`${grille}/guides/${lecteur}`)
      await relire(page, `gp-guide-${lecteur}-${taille}`)
    }
    await page.goto(`${ORIGINE}/35/annonces`)
    await page.getByRole('article').first().getByRole('link').click()
    await page.getByRole('heading', { name: 'Ce logement m’intéresse' }).waitFor()
    await relire(page, `gp-annonce-${taille}`)
    assert.deepEqual(fautes, [])
    await contexte.close()
  })

  test(`l'espace d'un demandeur, ${taille}`, async () => {
    const { contexte, page, fautes } = await personne(navigateur, viewport)
    await connecterDemandeur(page, '35', 'demande-active.35@exemple.test')
    for (const chemin of PERSONNELLES) {
      await page.goto(`${ORIGINE}/35/${chemin}`)
      await relire(page, `gp-${chemin.replaceAll('/', '-')}-${taille}`)
    }
    assert.deepEqual(fautes, [])
    await contexte.close()
  })

  test(`le poste d'un agent, ${taille}`, async () => {
    const { contexte, page, fautes } = await personne(navigateur, viewport)
    await connecterAgent(page, 'referent.35@exemple.test')
    for (const chemin of PARTENAIRES) {
      await page.goto(`${ORIGINE}/partenaires/${chemin}`)
      await relire(page, `pro-${chemin.replaceAll(/[/?=]/g, '-') || 'accueil'}-${taille}`)
    }
    assert.deepEqual(fautes, [])
    await contexte.close()
  })

  test(`les fiches que lit un agent, ${taille}`, async () => {
    const { contexte, page, fautes } = await personne(navigateur, viewport)
    await connecterAgent(page, 'referent.35@exemple.test')
    for (const [liste, onglets] of Object.entries(FICHES[taille])) {
      const fiche = await ouvrirLaPremiere(page, liste)
      for (const onglet of onglets) {
        if (onglet) await page.goto(`${fiche}/${onglet}`)
        await relire(page, `pro-${liste}-fiche${onglet && `-${onglet}`}-${taille}`)
        if (liste === 'commissions' && taille === 'bureau') await tenirSurLePapier(page)
      }
    }
    assert.deepEqual(fautes, [])
    await contexte.close()
  })

  test(`une grille qui s’écrit, se compare et s’essaie, ${taille}`, async () => {
    const { contexte, page, fautes } = await personne(navigateur, viewport)
    await connecterAgent(page, 'epci.44@exemple.test')
    await page.goto(`${ORIGINE}/partenaires/grilles-de-cotation`)
    await page.getByRole('table').getByRole('link', { name: /Nantes Métropole/ }).first().click()
    await appuyer(page, 'Nouvelle version à partir de celle-ci')
    await arriver(page, 'Écrire la grille')
    await page.getByRole('button', { name: 'Ajouter un critère vide' }).last().click()
    await relire(page, `pro-grille-editeur-${taille}`)
    const grille = page.url().replace('/edition', '')
    await page.goto(`${grille}/comparaison`)
    await page.getByRole('heading', { name: 'Différences' }).waitFor()
    await relire(page, `pro-grille-comparaison-${taille}`)
    await page.goto(`${ORIGINE}/partenaires/simulations?grille=${grille.split('/').at(-1)}`)
    await appuyer(page, 'Lancer une simulation')
    await attendre(async () => (await page.getByRole('heading', { name: 'Garde-fous' }).count()) > 0, 'le rapport de la simulation')
    await relire(page, `pro-simulation-${taille}`)
    assert.deepEqual(fautes, [])
    await contexte.close()
  })

  test(`l’administration du gestionnaire, ${taille}`, async () => {
    const { contexte, page, fautes } = await personne(navigateur, viewport)
    await connecterAgent(page, 'gestionnaire@exemple.test')
    for (const chemin of ADMINISTRATION) {
      await page.goto(`${ORIGINE}/partenaires/${chemin}`)
      await relire(page, `pro-gestionnaire-${chemin.replaceAll('/', '-')}-${taille}`)
    }
    await ouvrirLaPremiere(page, 'organismes')
    await relire(page, `pro-gestionnaire-organisme-${taille}`)
    assert.deepEqual(fautes, [])
    await contexte.close()
  })
}

test('au téléphone, les filtres des colonnes tiennent dans une fenêtre, et un seul bouton reste sous la saisie', async () => {
  const { contexte, page, fautes } = await personne(navigateur, TELEPHONE)
  await connecterAgent(page, 'referent.35@exemple.test')
  await page.goto(`${ORIGINE}/partenaires/demandes`)
  await page.getByRole('button', { name: 'Filtrer', exact: true }).click()
  await page.getByRole('dialog', { name: 'Filtrer la liste' }).getByRole('radiogroup', { name: 'Type cherché' }).getByText('T2', { exact: true }).click()
  await appuyer(page, 'Voir la liste')
  await page.getByRole('button', { name: 'Filtrer (1)' }).waitFor()
  assert.match(page.url(), /typologie=T2/)
  await page.goto(`${ORIGINE}/partenaires/demandes/nouvelle`)
  await arriver(page, 'Saisir une demande')
  const dessous = async (nom) => TELEPHONE.height - (await page.getByRole('button', { name: nom }).boundingBox()).y
  assert.ok((await dessous(/^Enregistrer le brouillon/)) < 80, 'le bouton principal ne tient qu’une ligne au bas de l’écran')
  assert.ok((await dessous('Vérifier les doublons')) < 0, 'les autres attendent au bout de la saisie')
  assert.deepEqual(fautes, [])
  await contexte.close()
})

// on a telephone, the story fills these same pages one by one
test('les pages d’une demande commencée, et d’une demande retournée, bureau', async () => {
  const { contexte, page, fautes } = await personne(navigateur, BUREAU)
  await connecterDemandeur(page, '35', 'demande-brouillon.35@exemple.test')
  for (const etape of PAGES) {
    await page.goto(`${ORIGINE}/35/demande/${etape}`)
    await relire(page, `gp-etape-${etape}-bureau`)
  }
  await connecterDemandeur(page, '35', 'demande-retournee.35@exemple.test')
  for (const chemin of ['mon-espace', 'demande']) {
    await page.goto(`${ORIGINE}/35/${chemin}`)
    await relire(page, `gp-retournee-${chemin}-bureau`)
  }
  assert.deepEqual(fautes, [])
  await contexte.close()
})

/** L’ordre du jour s’imprime sans qu’une colonne soit coupée : rien ne défile sur une feuille. */
async function tenirSurLePapier(page) {
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => (document.body.style.width = '703px')) // A4, less its margins
  const coupees = await page.locator('table').evaluateAll((tables) => tables.filter((table) => table.scrollWidth > table.parentElement.clientWidth + 1).length)
  assert.equal(coupees, 0, 'chaque table tient sur la largeur d’une feuille')
  await page.emulateMedia({ media: 'screen' })
  await page.evaluate(() => (document.body.style.width = ''))
}

async function ouvrirLaPremiere(page, liste) {
  await page.goto(`${ORIGINE}/partenaires/${liste}`)
  await page.getByRole('table').first().getByRole('link').first().click()
  await page.waitForURL(/[0-9a-f-]{36}$/)
  return page.url()
}
