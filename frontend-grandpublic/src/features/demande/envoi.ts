import type { QueryClient } from '@tanstack/react-query'
import { client, donnees } from '../../api/client.ts'
import { maDemandeQuery } from '../../api/ma-demande.ts'
import { estPassager, Problem } from '../../api/problem.ts'
import { noterDeconnexion } from '../../api/query-client.ts'
import { complet, type MaDemande } from '../../api/types.ts'
import { garderEnvoi, lireEnvoi, oublierEnvoi, oublierSaisie, type Sections } from './brouillon.ts'

interface Etat {
  phase: 'a-jour' | 'envoi' | 'attente'
  /** Un refus arrivé après que la page a été quittée : ses réponses sont gardées dans l’étape. */
  refus: Problem | null
}

const PREMIER_DELAI = 4_000
const DERNIER_DELAI = 60_000

/**
 * Sends the sections of the demande one request at a time, keeps on the phone what could not leave, and tries again:
 * at once when the network comes back, and at growing intervals otherwise.
 */
export class Envoi {
  #etat: Etat = { phase: 'a-jour', refus: null }
  #abonnes = new Set<() => void>()
  #essai: ReturnType<typeof setTimeout> | undefined
  #delai = PREMIER_DELAI
  #chaine: Promise<unknown> = Promise.resolve()
  readonly #demande: string
  readonly #queries: QueryClient

  constructor(demande: string, queries: QueryClient) {
    this.#demande = demande
    this.#queries = queries
    window.addEventListener('online', this.reprendre)
    if (lireEnvoi(demande)) {
      this.#etat = { phase: 'attente', refus: null }
      this.#programmer()
    }
  }

  lire = () => this.#etat

  abonner = (prevenir: () => void) => {
    this.#abonnes.add(prevenir)
    return () => this.#abonnes.delete(prevenir)
  }

  /** Rend la demande à jour, ou null quand les réponses attendent sur le téléphone. Lève le refus du serveur. */
  enregistrer(etape: string, sections: Sections): Promise<MaDemande | null> {
    const gardees = garderEnvoi(this.#demande, etape, sections)
    return this.#enSerie(() => (gardees ? this.#vider() : this.#transmettre(sections)))
  }

  /** Réessaie ce qui attend ; un refus se lit dans l’état, puisque personne n’attend la réponse. */
  reprendre = () => {
    clearTimeout(this.#essai)
    if (!lireEnvoi(this.#demande)) {
      if (this.#etat.phase === 'attente') this.#passer({ phase: 'a-jour', refus: null })
      return
    }
    this.#enSerie(() => this.#vider()).catch((erreur: unknown) => {
      if (!(erreur instanceof Problem)) throw erreur
      this.#passer({ phase: 'a-jour', refus: erreur })
    })
  }

  #enSerie<T>(tache: () => Promise<T>): Promise<T> {
    const suite = this.#chaine.then(tache, tache)
    this.#chaine = suite.catch(() => undefined)
    return suite
  }

  async #vider(): Promise<MaDemande | null> {
    const reserve = lireEnvoi(this.#demande)
    if (!reserve) return this.#queries.getQueryData(maDemandeQuery.queryKey) ?? null
    this.#passer({ phase: 'envoi', refus: null })
    try {
      const demande = await this.#transmettre(reserve.sections)
      oublierEnvoi(this.#demande)
      for (const etape of reserve.etapes) oublierSaisie(this.#demande, etape)
      this.#delai = PREMIER_DELAI
      this.#passer({ phase: 'a-jour', refus: null })
      return demande
    } catch (erreur) {
      if (estPassager(erreur)) {
        this.#passer({ phase: 'attente', refus: null })
        this.#programmer()
        return null
      }
      // refused: nothing waits any more, and what was typed stays in its page until it is mended
      oublierEnvoi(this.#demande)
      this.#passer({ phase: 'a-jour', refus: null })
      noterDeconnexion(this.#queries, erreur)
      if (erreur instanceof Problem && erreur.code === 'modification-concurrente') {
        await this.#queries.invalidateQueries({ queryKey: maDemandeQuery.queryKey })
      }
      throw erreur
    }
  }

  async #transmettre(sections: Sections): Promise<MaDemande> {
    const version = this.#queries.getQueryData(maDemandeQuery.queryKey)?.version ?? (await donnees(client.GET('/ma-demande'))).version
    const demande = complet(await donnees(client.PATCH('/ma-demande', { body: { version, ...sections } })))
    this.#queries.setQueryData(maDemandeQuery.queryKey, demande)
    void this.#queries.invalidateQueries({ queryKey: ['mon-espace'] })
    return demande
  }

  #programmer() {
    clearTimeout(this.#essai)
    this.#essai = setTimeout(this.reprendre, this.#delai)
    this.#delai = Math.min(this.#delai * 2, DERNIER_DELAI)
  }

  #passer(etat: Etat) {
    this.#etat = etat
    this.#abonnes.forEach((prevenir) => prevenir())
  }
}

const envois = new WeakMap<QueryClient, Map<string, Envoi>>()

/** Un seul envoi par demande, quel que soit le nombre de pages traversées. */
export function envoiDe(demande: string, queries: QueryClient): Envoi {
  const connus = envois.get(queries) ?? new Map<string, Envoi>()
  const envoi = connus.get(demande) ?? new Envoi(demande, queries)
  envois.set(queries, connus.set(demande, envoi))
  return envoi
}
