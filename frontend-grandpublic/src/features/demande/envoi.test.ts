import { QueryClient } from '@tanstack/react-query'
import { http, HttpResponse } from 'msw'
import { expect, test, vi } from 'vitest'
import { maDemandeQuery } from '../../api/ma-demande.ts'
import { demande, formulaireRempli, ID } from '../../test/fixtures.ts'
import { refus, url } from '../../test/handlers.ts'
import { server } from '../../test/setup.ts'
import { garderSaisie, lireEnvoi, lireSaisie } from './brouillon.ts'
import { Envoi } from './envoi.ts'

const MOTIFS = { motifs: { codes: ['13' as const], autre: null } }

function ouvrir() {
  const queries = new QueryClient()
  queries.setQueryData(maDemandeQuery.queryKey, demande())
  return { queries, envoi: new Envoi(ID.demande, queries) }
}

test('une rubrique enregistrée donne la nouvelle version et n’attend plus', async () => {
  const { queries, envoi } = ouvrir()
  garderSaisie(ID.demande, 'motifs', MOTIFS)
  const recue = await envoi.enregistrer('motifs', MOTIFS)
  expect(recue?.version).toBe(5)
  expect(queries.getQueryData(maDemandeQuery.queryKey)?.version).toBe(5)
  expect(lireEnvoi(ID.demande)).toBeNull()
  expect(lireSaisie(ID.demande, 'motifs')).toBeNull()
})

test('réseau coupé : la rubrique reste sur le téléphone, puis part seule quand il revient', async () => {
  const { envoi } = ouvrir()
  server.use(http.patch(url('/ma-demande'), () => HttpResponse.error()))
  expect(await envoi.enregistrer('motifs', MOTIFS)).toBeNull()
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
  await envoi.enregistrer('motifs', MOTIFS)
  await envoi.enregistrer('logement-actuel', { logement_actuel: formulaireRempli.logement_actuel })

  const recus: unknown[] = []
  server.use(
    http.patch(url('/ma-demande'), async ({ request }) => {
      recus.push(await request.json())
      return HttpResponse.json(demande({ version: 5 }))
    }),
  )
  envoi.reprendre()
  await vi.waitFor(() => expect(envoi.lire().phase).toBe('a-jour'))
  expect(recus).toEqual([{ version: 4, ...MOTIFS, logement_actuel: formulaireRempli.logement_actuel }])
})

test('une page rouverte retrouve ce qui attendait', async () => {
  const premier = ouvrir()
  server.use(http.patch(url('/ma-demande'), () => HttpResponse.error()))
  await premier.envoi.enregistrer('motifs', MOTIFS)
  const rouverte = new Envoi(ID.demande, premier.queries)
  expect(rouverte.lire().phase).toBe('attente')
})

test('un refus est rendu à la page, et la saisie y reste', async () => {
  const { envoi } = ouvrir()
  garderSaisie(ID.demande, 'motifs', MOTIFS)
  server.use(http.patch(url('/ma-demande'), () => refus(422, 'requete-invalide', 'Une réponse ne va pas.')))
  await expect(envoi.enregistrer('motifs', MOTIFS)).rejects.toMatchObject({ code: 'requete-invalide' })
  expect(envoi.lire().phase).toBe('a-jour')
  expect(lireSaisie(ID.demande, 'motifs')).toEqual(MOTIFS)
})

test('un refus arrivé après coup se lit dans l’état', async () => {
  const { envoi } = ouvrir()
  server.use(http.patch(url('/ma-demande'), () => HttpResponse.error()))
  await envoi.enregistrer('motifs', MOTIFS)
  server.use(http.patch(url('/ma-demande'), () => refus(423, 'demande-verrouillee', 'Votre dossier est en commission.')))
  envoi.reprendre()
  await vi.waitFor(() => expect(envoi.lire().refus?.code).toBe('demande-verrouillee'))
})
