// La vie d'une demande après son enregistrement : elle se renouvelle, s'endort et se réveille, s'annule et se reprend,
// se restaure par un partenaire en deux clics. Chacun répare ce qui lui arrive.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { agent, appuyer, arriver, dialogue, lu, voir } from './gestes.mjs'
import { ORIGINE, TELEPHONE, connecterDemandeur, lancer, personne, relire } from './navigateur.mjs'

let navigateur
before(async () => {
  navigateur = await lancer()
})
after(async () => {
  await navigateur.close()
})

/** Somebody in his own space, on his telephone. */
async function chezSoi(compte) {
  const sienne = await personne(navigateur, TELEPHONE)
  await connecterDemandeur(sienne.page, '35', `${compte}.35@exemple.test`)
  await sienne.page.goto(`${ORIGINE}/35/mon-espace`)
  await sienne.page.locator('h1').first().waitFor()
  return sienne
}

const numeroDe = async (page) => (await lu(page.getByRole('definition').first())).replaceAll(' ', '')

test('un demandeur prévenu renouvelle sa demande d’un geste, et garde son numéro', async () => {
  const { contexte, page, fautes } = await chezSoi('demande-a-renouveler')
  const numero = await numeroDe(page)
  await appuyer(page, /^Renouveler/)
  await voir(page, 'Votre demande est renouvelée')
  await relire(page, 'vies-gp-renouvelee')
  assert.equal(await numeroDe(page), numero)
  assert.deepEqual(fautes, [])
  await contexte.close()
})

test('une demande en sommeil se réveille, puis s’annule par mégarde et se reprend', async () => {
  const { contexte, page, fautes } = await chezSoi('demande-endormie')
  await relire(page, 'vies-gp-endormie')
  await appuyer(page, 'Réveiller ma demande')
  await voir(page, 'Votre demande est réveillée')
  await page.goto(`${ORIGINE}/35/mon-espace/annulation`)
  await relire(page, 'vies-gp-annulation')
  await appuyer(page, /^Je confirme/)
  await arriver(page, 'Votre demande est annulée')
  await page.goto(`${ORIGINE}/35/mon-espace`)
  await appuyer(page, 'Reprendre ma demande annulée')
  await voir(page, 'Votre demande est reprise')
  await relire(page, 'vies-gp-reprise')
  assert.deepEqual(fautes, [])
  await contexte.close()
})

test('un partenaire restaure en deux clics une demande radiée faute de renouvellement', async () => {
  const { contexte, page, fautes } = await agent(navigateur, 'bailleur.35@exemple.test')
  await page.goto(`${ORIGINE}/partenaires/demandes?etat=NR&q=Rostrenen`)
  await page.getByRole('table').first().getByRole('link').first().click()
  await page.waitForURL(/[0-9a-f-]{36}$/)
  await relire(page, 'vies-pro-radiee')
  await appuyer(page, 'Restaurer la demande')
  await appuyer(dialogue(page, 'Restaurer la demande'), 'Restaurer')
  await voir(page, 'La demande est restaurée')
  await relire(page, 'vies-pro-restauree')
  assert.deepEqual(fautes, [])
  await contexte.close()
})
