// A line between the browser and the application that can be cut, as a telephone loses its network in a lift.
import { request, createServer } from 'node:http'
import { ORIGINE } from './navigateur.mjs'

const { hostname, port } = new URL(ORIGINE)

export class Ligne {
  /** `ouverte`, `coupee` : nothing gets through, `muette` : what is written arrives, its answer does not come back. */
  etat = 'ouverte'
  #serveur = createServer((demande, reponse) => this.#porter(demande, reponse))

  async ouvrir() {
    await new Promise((pret) => this.#serveur.listen(0, '127.0.0.1', pret))
    return `http://localhost:${this.#serveur.address().port}`
  }

  async fermer() {
    this.#serveur.closeAllConnections()
    await new Promise((fini) => this.#serveur.close(fini))
  }

  #porter(demande, reponse) {
    if (this.etat === 'coupee') {
      demande.socket.destroy()
      return
    }
    const muette = this.etat === 'muette' && demande.method !== 'GET'
    const suite = request({ hostname, port, method: demande.method, path: demande.url, headers: demande.headers }, (recue) => {
      if (muette) {
        recue.resume().on('end', () => demande.socket.destroy())
        return
      }
      reponse.writeHead(recue.statusCode, recue.rawHeaders)
      recue.pipe(reponse)
    })
    suite.on('error', () => demande.socket.destroy())
    demande.pipe(suite)
  }
}
