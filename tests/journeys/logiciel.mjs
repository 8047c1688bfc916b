// The landlord's software: an HTTP client with its own credentials, and a server that hears our notices.
import assert from 'node:assert/strict'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import { attendre } from './attente.mjs'
import { ORIGINE } from './navigateur.mjs'

export class Logiciel {
  #avis = []
  #serveur
  #jeton
  #secretDesAvis

  static async demarrer() {
    const logiciel = new Logiciel()
    logiciel.#serveur = createServer((requete, reponse) => void logiciel.#entendre(requete, reponse))
    await new Promise((pret) => logiciel.#serveur.listen(0, '127.0.0.1', pret))
    return logiciel
  }

  arreter() {
    this.#serveur.close()
    this.#serveur.closeAllConnections()
  }

  /** OAuth2, client credentials. */
  async seConnecter({ identifiant, secret }) {
    const reponse = await fetch(`${ORIGINE}/tiers/v1/jetons`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: identifiant, client_secret: secret }),
    })
    this.#jeton = (await lire(reponse)).access_token
  }

  async sAbonner(evenements) {
    const { port } = this.#serveur.address()
    const { secret } = await this.demander('POST', 'abonnements', { url: `http://127.0.0.1:${port}/avis`, evenements })
    this.#secretDesAvis = secret
  }

  async demander(method, chemin, corps) {
    const reponse = await fetch(new URL(chemin, `${ORIGINE}/tiers/v1/`), {
      method,
      headers: { Authorization: `Bearer ${this.#jeton}`, ...(corps && { 'Content-Type': 'application/json' }) },
      ...(corps && { body: JSON.stringify(corps) }),
    })
    return lire(reponse)
  }

  /** All that a feed holds today, page after page. */
  async fil(chemin) {
    const lus = []
    let page = { suivant: null, complet: false }
    while (!page.complet) {
      page = await this.demander('GET', page.suivant ? `${chemin}?apres=${page.suivant}` : chemin)
      lus.push(...page.items)
    }
    return lus
  }

  /** The notices of this type, their signature checked as the page of the contract says, once there is one. */
  async avis(type) {
    const recus = await attendre(() => this.#avis.filter(({ contenu }) => contenu.type === type), `l’avis « ${type} »`)
    for (const { horodatage, signature, corps } of recus) {
      const attendue = `v1=${createHmac('sha256', this.#secretDesAvis).update(`${horodatage}.`).update(corps).digest('hex')}`
      assert.ok(signature.length === attendue.length && timingSafeEqual(Buffer.from(signature), Buffer.from(attendue)), `signature de « ${type} »`)
    }
    return recus
  }

  async #entendre(requete, reponse) {
    const morceaux = []
    for await (const morceau of requete) morceaux.push(morceau)
    const corps = Buffer.concat(morceaux)
    this.#avis.push({
      horodatage: requete.headers['fdls-horodatage'],
      signature: requete.headers['fdls-signature'],
      corps,
      contenu: JSON.parse(corps.toString()),
    })
    reponse.writeHead(204).end()
  }
}

async function lire(reponse) {
  const texte = await reponse.text()
  assert.ok(reponse.ok, `${reponse.url} : ${reponse.status} ${texte}`)
  return JSON.parse(texte)
}
