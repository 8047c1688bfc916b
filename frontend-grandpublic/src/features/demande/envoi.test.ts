import { QueryClient } from '@tanstack/react-query'
import { http, HttpResponse } from 'msw'
import { expect, test, vi } from 'vitest'
import { maDemandeQuery } from '../../api/ma-demande.ts'
import { demande, formulaireRempli } from '../../test/fixtures/demande.ts'
import { ID } from '../../test/fixtures/identifiants.ts'
import { refus, url } from '../../test/handlers.ts'
import { server } from '../../test/setup.ts'
import type { Formulaire } from '../../api/types.ts'
import { garderSaisie, lireEnvoi, lireSaisie } from './brouillon.ts'
import { Envoi } from './envoi.ts'

const MOTIFS = { motifs: { codes: ['13' as const], autre: null, jugement_le: null } }

const ACTUEL = formulaireRempli.logement_actuel as NonNullable<Formulaire['logement_actuel']>
const LOGEMENT = { logement_actuel: { ...ACTUEL, loyer: 735 } }
const CONFLIT = () => refus(409, 'modification-concurrente', 'Ce dossier a changé.')

/** Le serveur tel qu’il est : il refuse une version dépassée, et garde ce qu’il accepte. */
function serveur(depart: Partial<Formulaire> = {}) {
  const etat = { version: 4, formulaire: { ...formulaireRempli, ...depart }, ecritures: 0, repond: true }
  const vue = () => demande({ version: etat.version, formulaire: etat.formulaire })
  server.use(
    http.get(url('/ma-demande'), () => HttpResponse.json(vue())),
    http.patch(url('/ma-demande'), async ({ request }) => {
      const { version, ...sections } = (await request.json()) as { version: number }
      if (version !== etat.version) return CONFLIT()
      Object.assign(etat, { version: version + 1, ecritures: etat.ecritures + 1, formulaire: { ...etat.formulaire, ...sections } })
      return etat.repond ? HttpResponse.json(vue()) : HttpResponse.error()
    }),
  )
  return etat
}

function ouvrir() {
  const queries = new QueryClient()
  queries.setQueryData(maDemandeQuery.queryKey, demande())
  return { queries, envoi: new Envoi(ID.demande, queries) }
}

test('une rubrique enregistrée donne la nouvelle version et n’attend plus', async () => {
  const { queries, envoi } = ouvrir()
  garderSaisie(ID.demande, 'motifs', MOTIFS)
  const recue = await envoi.enregistrer('motifs', MOTIFS, formulaireRempli)
  expect(recue?.version).toBe(5)
  expect(queries.getQueryData(maDemandeQuery.queryKey)?.version).toBe(5)
  expect(lireEnvoi(ID.demande)).toBeNull()
  expect(lireSaisie(ID.demande, 'motifs')).toBeNull()
})

test('réseau coupé : la rubrique reste sur le téléphone, puis part seule quand il revient', async () => {
  const { envoi } = ouvrir()
  server.use(http.patch(url('/ma-demande'), () => HttpResponse.error()))
  expect(await envoi.enregistrer('motifs', MOTIFS, formulaireRempli)).toBeNull()
  expect(envoi.lire().phase).toBe('attente')
  expect(lireEnvoi(ID.demande)?.sections).toEqual(MOTIFS)

  server.resetHandlers()
  window.dispatchEvent(new Event('online'))
  await vi.waitFor(() => expect(envoi.lire().phase).toBe('a-jour'))
  expect(lireEnvoi(ID.demande)).toBeNull()
})

test('deux rubriques écrites hors ligne partent ensemble', async () => {
  const { envoi } = ouvrir()
  server.use(http.patch(url('/ma-demande'), () => HttpResponse.error()))
  await envoi.enregistrer('motifs', MOTIFS, formulaireRempli)
  await envoi.enregistrer('logement-actuel', LOGEMENT, formulaireRempli)

  const recus: unknown[] = []
  server.use(
    http.patch(url('/ma-demande'), async ({ request }) => {
      recus.push(await request.json())
      return HttpResponse.json(demande({ version: 5 }))
    }),
  )
  envoi.reprendre()
  await vi.waitFor(() => expect(envoi.lire().phase).toBe('a-jour'))
  expect(recus).toEqual([{ version: 4, ...MOTIFS, ...LOGEMENT }])
})

test('une page rouverte retrouve ce qui attendait', async () => {
  const premier = ouvrir()
  server.use(http.patch(url('/ma-demande'), () => HttpResponse.error()))
  await premier.envoi.enregistrer('motifs', MOTIFS, formulaireRempli)
  const rouverte = new Envoi(ID.demande, premier.queries)
  expect(rouverte.lire().phase).toBe('attente')
})

test('un refus est rendu à la page, et la saisie y reste', async () => {
  const { envoi } = ouvrir()
  garderSaisie(ID.demande, 'motifs', MOTIFS)
  server.use(http.patch(url('/ma-demande'), () => refus(422, 'requete-invalide', 'Une réponse ne va pas.')))
  await expect(envoi.enregistrer('motifs', MOTIFS, formulaireRempli)).rejects.toMatchObject({ code: 'requete-invalide' })
  expect(envoi.lire().phase).toBe('a-jour')
  expect(lireSaisie(ID.demande, 'motifs')).toEqual(MOTIFS)
})

test('un refus arrivé après coup se lit dans l’état', async () => {
  const { envoi } = ouvrir()
  server.use(http.patch(url('/ma-demande'), () => HttpResponse.error()))
  await envoi.enregistrer('motifs', MOTIFS, formulaireRempli)
  server.use(http.patch(url('/ma-demande'), () => refus(423, 'demande-verrouillee', 'Votre dossier est en commission.')))
  envoi.reprendre()
  await vi.waitFor(() => expect(envoi.lire().refus?.probleme.code).toBe('demande-verrouillee'))
})

test('la réponse s’est perdue, pas l’envoi : au retour du réseau rien ne part deux fois, et rien n’est refusé', async () => {
  const etat = serveur()
  const { envoi } = ouvrir()
  etat.repond = false
  expect(await envoi.enregistrer('motifs', MOTIFS, formulaireRempli)).toBeNull()
  etat.repond = true
  envoi.reprendre()
  await vi.waitFor(() => expect(envoi.lire()).toEqual({ phase: 'a-jour', attend: false, refus: null }))
  expect(etat).toMatchObject({ ecritures: 1, version: 5, formulaire: MOTIFS })
  expect(lireEnvoi(ID.demande)).toBeNull()
})

test('un autre a changé une autre rubrique : la nôtre part avec la nouvelle version', async () => {
  const etat = serveur()
  const { envoi } = ouvrir()
  Object.assign(etat, { version: 9, formulaire: { ...formulaireRempli, ...LOGEMENT } })
  const recue = await envoi.enregistrer('motifs', MOTIFS, formulaireRempli)
  expect(recue?.formulaire).toMatchObject({ ...MOTIFS, ...LOGEMENT })
  expect(etat).toMatchObject({ ecritures: 1, version: 10 })
})

test('un autre a changé la même rubrique : rien ne s’écrase, le refus dit où revoir', async () => {
  const etat = serveur()
  const { envoi } = ouvrir()
  server.use(http.patch(url('/ma-demande'), () => HttpResponse.error()))
  await envoi.enregistrer('motifs', MOTIFS, formulaireRempli)
  server.resetHandlers()
  const suite = serveur({ motifs: { codes: ['01'], autre: null, jugement_le: null } })
  suite.version = 9
  envoi.reprendre()
  await vi.waitFor(() => expect(envoi.lire().refus).toMatchObject({ probleme: { code: 'modification-concurrente' }, etape: 'motifs' }))
  expect(suite.ecritures + etat.ecritures).toBe(0)
})

test('une réponse donnée pendant qu’une autre voyage n’est pas oubliée avec elle', async () => {
  const etat = serveur()
  const { envoi } = ouvrir()
  const premier = envoi.enregistrer('motifs', MOTIFS, formulaireRempli)
  const second = envoi.enregistrer('logement-actuel', LOGEMENT, formulaireRempli)
  await Promise.all([premier, second])
  expect(etat.formulaire).toMatchObject({ ...MOTIFS, ...LOGEMENT })
  expect(lireEnvoi(ID.demande)).toBeNull()
})

test('session finie pendant la coupure : les réponses attendent la reconnexion', async () => {
  const { envoi } = ouvrir()
  server.use(http.patch(url('/ma-demande'), () => HttpResponse.error()))
  await envoi.enregistrer('motifs', MOTIFS, formulaireRempli)
  server.use(http.patch(url('/ma-demande'), () => refus(401, 'non-connecte', 'Vous n’êtes plus connecté.')))
  envoi.reprendre()
  await vi.waitFor(() => expect(envoi.lire().phase).toBe('attente'))
  expect(lireEnvoi(ID.demande)?.sections).toEqual(MOTIFS)
  const etat = serveur()
  envoi.reprendre()
  await vi.waitFor(() => expect(envoi.lire().phase).toBe('a-jour'))
  expect(etat.formulaire).toMatchObject(MOTIFS)
})

test('un navigateur qui ne garde rien le dit, et la page reste remplie', async () => {
  const { envoi } = ouvrir()
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('plein', 'QuotaExceededError')
  })
  server.use(http.patch(url('/ma-demande'), () => HttpResponse.error()))
  await expect(envoi.enregistrer('motifs', MOTIFS, formulaireRempli)).rejects.toThrow('ne fermez pas cette page')
})

test('pendant le nouvel essai, la page dit encore que ce n’est pas arrivé', async () => {
  const { envoi } = ouvrir()
  server.use(http.patch(url('/ma-demande'), () => HttpResponse.error()))
  await envoi.enregistrer('motifs', MOTIFS, formulaireRempli)
  const etats: [string, boolean][] = []
  envoi.abonner(() => etats.push([envoi.lire().phase, envoi.lire().attend]))
  server.resetHandlers()
  envoi.reprendre()
  await vi.waitFor(() => expect(envoi.lire().phase).toBe('a-jour'))
  expect(etats).toEqual([
    ['envoi', true],
    ['a-jour', false],
  ])
})
