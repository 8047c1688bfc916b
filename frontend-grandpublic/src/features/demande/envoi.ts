import type { QueryClient } from '@tanstack/react-query'
import { client, donnees } from '../../api/client.ts'
import { demandeRecue, maDemandeQuery } from '../../api/ma-demande.ts'
import { estNonConnecte, estPassager, Problem } from '../../api/problem.ts'
import { noterDeconnexion } from '../../api/query-client.ts'
import type { Formulaire, MaDemande } from '../../api/types.ts'
import { ErreurDite } from '../../lib/erreur-dite.ts'
import { garderEnvoi, lireEnvoi, oublierEnvoi, oublierSaisie, retirerEnvoi, type Reserve, type Sections } from './brouillon.ts'
import { resteAEnvoyer } from './reprise.ts'
import { texts } from './texts.ts'

interface Etat {
  phase: 'a-jour' | 'envoi' | 'attente'
  /** Quelque chose n’a pas pu partir, et n’est pas encore arrivé. */
  attend: boolean
  /** Un refus arrivé après que la page a été quittée : ses réponses sont gardées dans l’étape. */
  refus: { probleme: Problem; etape: string | undefined } | null
}

const A_JOUR: Etat = { phase: 'a-jour', attend: false, refus: null }
const EN_ATTENTE: Etat = { phase: 'attente', attend: true, refus: null }
const MODIFIEE_AILLEURS = 'modification-concurrente'

const PREMIER_DELAI = 4_000
const DERNIER_DELAI = 60_000

/**
 * Sends the sections of the demande one request at a time, keeps on the phone what could not leave, and tries again:
 * at once when the network comes back, and at growing intervals otherwise.
 */
export class Envoi {
  #etat: Etat = A_JOUR
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
      this.#etat = EN_ATTENTE
      this.#programmer()
    }
  }

  lire = () => this.#etat

  abonner = (prevenir: () => void) => {
    this.#abonnes.add(prevenir)
    return () => this.#abonnes.delete(prevenir)
  }

  /** Rend la demande à jour, ou null quand les réponses attendent sur le téléphone. Lève le refus du serveur. */
  enregistrer(etape: string, sections: Sections, formulaire: Formulaire): Promise<MaDemande | null> {
    const avant = Object.fromEntries(Object.keys(sections).map((cle) => [cle, formulaire[cle as keyof Formulaire]]))
    const gardees = garderEnvoi(this.#demande, { sections, etapes: [etape], avant })
    return this.#enSerie(() => (gardees ? this.#vider() : this.#sansFilet(sections)))
  }

  /** Réessaie ce qui attend ; un refus se lit dans l’état, puisque personne n’attend la réponse. */
  reprendre = () => {
    clearTimeout(this.#essai)
    if (!lireEnvoi(this.#demande)) {
      if (this.#etat.phase === 'attente') this.#passer(A_JOUR)
      return
    }
    const etape = lireEnvoi(this.#demande)?.etapes[0]
    this.#enSerie(() => this.#vider()).catch((erreur: unknown) => {
      if (!(erreur instanceof Problem)) throw erreur
      if (!estNonConnecte(erreur)) this.#passer({ ...A_JOUR, refus: { probleme: erreur, etape } })
    })
  }

  #enSerie<T>(tache: () => Promise<T>): Promise<T> {
    const suite = this.#chaine.then(tache, tache)
    this.#chaine = suite.catch(() => undefined)
    return suite
  }

  /** Le navigateur ne garde rien : une coupure doit se dire sur la page, qui reste remplie. */
  async #sansFilet(sections: Sections): Promise<MaDemande> {
    try {
      const { version } = this.#queries.getQueryData(maDemandeQuery.queryKey) ?? (await this.#relire())
      return await this.#transmettre(sections, version)
    } catch (erreur) {
      throw estPassager(erreur) ? new ErreurDite(texts.page.nonGarde, { cause: erreur }) : erreur
    }
  }

  async #vider(): Promise<MaDemande | null> {
    const reserve = lireEnvoi(this.#demande)
    if (!reserve) return this.#queries.getQueryData(maDemandeQuery.queryKey) ?? null
    this.#passer({ phase: 'envoi', attend: this.#etat.attend, refus: null })
    try {
      const demande = await this.#remettre(reserve)
      retirerEnvoi(this.#demande, reserve)
      for (const etape of reserve.etapes) oublierSaisie(this.#demande, etape)
      this.#delai = PREMIER_DELAI
      this.#passer(A_JOUR)
      return demande
    } catch (erreur) {
      if (estPassager(erreur)) {
        this.#passer(EN_ATTENTE)
        this.#programmer()
        return null
      }
      if (estNonConnecte(erreur)) {
        // the answers wait for the person to sign in again
        this.#passer(EN_ATTENTE)
        noterDeconnexion(this.#queries, erreur)
      } else {
        // refused: nothing waits any more, and what was typed stays in its page until it is mended
        oublierEnvoi(this.#demande)
        this.#passer(A_JOUR)
      }
      throw erreur
    }
  }

  /**
   * Envoie ce qui diffère de ce que le serveur a déjà : rien, quand seule sa réponse s’était perdue.
   * Si la demande a changé de version entre-temps, regarde une fois ce qu’il reste à envoyer.
   */
  async #remettre(reserve: Reserve, relue = false): Promise<MaDemande> {
    const actuelle = this.#queries.getQueryData(maDemandeQuery.queryKey) ?? (await this.#relire())
    const reste = resteAEnvoyer(reserve, actuelle.formulaire)
    if (reste === null) throw new Problem(409, { code: MODIFIEE_AILLEURS })
    if (Object.keys(reste).length === 0) return actuelle
    try {
      return await this.#transmettre(reste, actuelle.version)
    } catch (erreur) {
      if (relue || !(erreur instanceof Problem) || erreur.code !== MODIFIEE_AILLEURS) throw erreur
      await this.#relire()
      return this.#remettre(reserve, true)
    }
  }

  async #relire(): Promise<MaDemande> {
    const demande = demandeRecue(await donnees(client.GET('/ma-demande')))
    this.#queries.setQueryData(maDemandeQuery.queryKey, demande)
    return demande
  }

  async #transmettre(sections: Sections, version: number): Promise<MaDemande> {
    const demande = demandeRecue(await donnees(client.PATCH('/ma-demande', { body: { version, ...sections } })))
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
