import { ORIGINE, TELEPHONE, connecterDemandeur, lancer, personne, garder } from './navigateur.mjs'
const nav = await lancer()
for (const cle of ['demande-active', 'demande-a-renouveler', 'demande-endormie']) for (const d of ['35', '44']) {
  const p = await personne(nav, TELEPHONE)
  await connecterDemandeur(p.page, d, `${cle}.${d}@exemple.test`)
  const v = await p.page.evaluate(async () => { const r = await fetch('/grandpublic/v1/mon-attente', { headers: { 'X-Fdls': '1' } }); return [r.status, await r.json()] })
  console.log(cle, d, v[0], JSON.stringify(v[1].absente), v[1].estimations?.map((e) => `${e.typologie} ${e.niveau} ${e.lieu_nom} n=${e.attributions} m=${e.mois_connus}`), 'ELARGIR', v[1].si_elargie?.map((e) => e.phrase))
  await p.contexte.close()
}
await nav.close()
