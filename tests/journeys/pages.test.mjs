// Chaque page des deux applications, aux deux tailles : elle s'affiche, axe n'y trouve rien, la console se tait.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
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

const PUBLIQUES = ['', 'connexion', 'annonces', 'questions', 'chiffres-cles']
const PERSONNELLES = [
  'mon-espace',
  'mon-espace/cotation',
  'mon-espace/historique',
  'mon-espace/documents',
  'mon-espace/propositions',
  'mon-espace/compte',
]
const PARTENAIRES = [
  '',
  'demandes',
  'demandes?a_valider=true',
  'demandes/nouvelle',
  'biens',
  'biens/nouveau',
  'propositions',
  'commissions',
  'conventions-de-flux',
  'annonces',
  'organismes',
  'comptes',
  'profils',
]
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
      await relire(page, `gp-${chemin || 'accueil'}-${taille}`)
    }
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
    for (const liste of ['demandes', 'biens']) {
      await page.goto(`${ORIGINE}/partenaires/${liste}`)
      await page.waitForLoadState('networkidle')
      const id = await page.evaluate(
        async (liste) => (await (await fetch(`/partenaires/v1/${liste}?size=1`)).json()).items[0].id,
        liste,
      )
      await page.goto(`${ORIGINE}/partenaires/${liste}/${id}`)
      await relire(page, `pro-${liste}-fiche-${taille}`)
    }
    assert.deepEqual(fautes, [])
    await contexte.close()
  })
}
