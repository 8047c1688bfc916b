import { afterEach, expect, test, vi } from 'vitest'
import { api, idempotence } from './client.ts'
import { ReseauAbsent } from './problem.ts'

const corps = { titre: 'Fermeture', texte: 'Le 24 décembre.', du: '2026-12-24', au: '2026-12-25' }
const publier = (autres: Partial<typeof corps> = {}) => api.POST('/actualites', { body: { ...corps, ...autres } })

type Reponse = () => Response | Promise<Response>

const fait: Reponse = () => Response.json([], { status: 201 })
const coupure: Reponse = () => Promise.reject(new TypeError('Failed to fetch'))
const refus = (statut: number): Reponse => () => Response.json({ code: 'refus', title: 'Non', status: statut }, { status: statut })

/** The keys that leave, in order; each answer in turn, then « fait » for ever. */
function ecouter(...reponses: Reponse[]): (string | null)[] {
  const cles: (string | null)[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (requete) => {
    cles.push((requete as Request).headers.get('Idempotency-Key'))
    return (reponses[cles.length - 1] ?? fait)()
  })
  return cles
}

afterEach(() => vi.restoreAllMocks())

test('une création porte une clé que le serveur accepte', async () => {
  const cles = ecouter()
  await publier()
  expect(cles[0]).toMatch(/^[A-Za-z0-9_-]{8,80}$/)
})

test('après une coupure, le nouvel essai de la même saisie porte la même clé', async () => {
  const cles = ecouter(coupure)
  await expect(publier()).rejects.toBeInstanceOf(ReseauAbsent)
  await publier()
  expect(cles).toHaveLength(2)
  expect(cles[1]).toBe(cles[0])
})

test.each([429, 500, 503])('après un %i, on ne sait pas ce qui est fait : la clé reste', async (statut) => {
  const cles = ecouter(refus(statut))
  await expect(publier({ titre: `Essai ${statut}` })).rejects.toThrow()
  await publier({ titre: `Essai ${statut}` })
  expect(cles[1]).toBe(cles[0])
})

test('un double clic ne porte qu’une clé', async () => {
  let partez = () => {}
  const lesDeux = new Promise<void>((resolve) => (partez = resolve))
  const attendre: Reponse = async () => {
    if (cles.length === 2) partez()
    await lesDeux
    return fait()
  }
  const cles = ecouter(attendre, attendre)
  await Promise.all([publier(), publier()])
  expect(new Set(cles).size).toBe(1)
})

test('une fois faite, la même saisie est une intention neuve', async () => {
  const cles = ecouter()
  await publier()
  await publier()
  expect(new Set(cles).size).toBe(2)
})

test('refusée puis corrigée, la saisie a une clé neuve', async () => {
  const cles = ecouter(refus(422))
  await expect(publier()).rejects.toThrow()
  await publier({ titre: 'Fermeture exceptionnelle' })
  expect(new Set(cles).size).toBe(2)
})

test('une clé que donne le formulaire est gardée', async () => {
  const cles = ecouter()
  await api.POST('/actualites', { params: { header: idempotence('la-cle-du-formulaire') }, body: corps })
  expect(cles).toEqual(['la-cle-du-formulaire'])
})

test('une lecture et une modification n’en portent pas', async () => {
  const cles = ecouter()
  await api.GET('/actualites')
  await api.PUT('/mon-compte/favoris', { body: { favoris: [] } })
  expect(cles).toEqual([null, null])
})
