import { agent, appuyer, arriver, choisir, cocher, dater, demandeur, entrer, lu, suivre, voir, dialogue, derouler, annonce } from './gestes.mjs'
import { BUREAU, ORIGINE, TELEPHONE, lancer, personne, relire } from './navigateur.mjs'
import { couple } from './personnages.mjs'
import { faireEnregistrer } from './prealables.mjs'
const nav = await lancer()
const r = async (page, nom) => { try { await relire(page, nom) } catch (e) { console.log('!!', nom, e.message.slice(0, 600)) } }
const deux = async (page, nom) => { await page.setViewportSize(TELEPHONE); await r(page, nom + '-390'); await page.setViewportSize(BUREAU); await r(page, nom + '-1440'); await page.setViewportSize(TELEPHONE) }
// 1. séparation, sans enfant, déclarée par celui qui part
{
  const { awena, ewan } = couple()
  awena.enfants = []
  const elle = await demandeur(nav, awena.adresse)
  const bureau = await agent(nav, 'bailleur.35@exemple.test')
  await faireEnregistrer(elle.page, bureau.page, awena, ewan)
  const lui = elle
  await lui.page.goto(`${ORIGINE}/35/mon-espace/personnes`)
  await deux(lui.page, 's2-personnes')
  await choisir(lui.page, 'Qui ?', /^Awena/)
  await choisir(lui.page, 'Que se passe-t-il ?', /^Séparation/)
  await voir(lui.page, 'Ce que cela change')
  await choisir(lui.page, 'Document que vous avez', /^Attestation sur l.honneur/)
  await cocher(lui.page, /^J’atteste sur l’honneur/)
  await deux(lui.page, 's3-pret')
  await appuyer(lui.page, 'Déclarer ce départ')
  await lui.page.waitForTimeout(300)
  await lui.page.screenshot({ path: '/tmp/B_caps/s4-juste-apres.png', fullPage: true })
  await lui.page.waitForTimeout(15000)
  await lui.page.screenshot({ path: '/tmp/B_caps/s5-15s-apres.png', fullPage: true })
  console.log('lui apres 15s', lui.page.url())
  await lui.page.goto(`${ORIGINE}/35/mon-espace`)
  await lui.page.waitForTimeout(2000)
  await r(lui.page, 's6-lui-recharge'); console.log('lui recharge', lui.page.url())
  const autre = await personne(nav, TELEPHONE)
  for (const [qui, nom, adr] of [[autre, 'ewan', ewan.adresse], [elle, 'awena', awena.adresse]]) {
    await qui.page.goto(`${ORIGINE}/35/connexion`)
    await entrer(qui.page, adr)
    await qui.page.waitForTimeout(2000)
    await deux(qui.page, `s8-${nom}-espace`)
    for (const p of ['messages', 'historique', 'personnes', 'documents']) { await qui.page.goto(`${ORIGINE}/35/mon-espace/${p}`); await deux(qui.page, `s9-${nom}-${p}`) }
    await qui.page.goto(`${ORIGINE}/35/demande/recapitulatif`); await r(qui.page, `s9-${nom}-recap`)
  }
}
await nav.close()
