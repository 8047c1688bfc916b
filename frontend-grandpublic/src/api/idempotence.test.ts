import { afterEach, expect, test, vi } from 'vitest'
import { client } from './client.ts'
import { ReseauAbsent } from './problem.ts'

const ouvrir = () => client.POST('/ma-demande')

type Reponse = () => Response | Promise<Response>

const fait: Reponse = () => Response.json({}, { status: 201 })
const coupure: Reponse = () => Promise.reject(new TypeError('Failed to fetch'))
const enPanne: Reponse = () => Response.json({ code: 'service-indisponible', title: 'Réessayez', status: 503 }, { status: 503 })

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

test('ouvrir sa demande porte une clé que le serveur accepte', async () => {
  const cles = ecouter()
  await ouvrir()
  expect(cles[0]).toMatch(/^[A-Za-z0-9_-]{8,80}$/)
})

test('après une coupure puis un serveur en panne, le nouvel essai porte la même clé', async () => {
  const cles = ecouter(coupure, enPanne)
  await expect(ouvrir()).rejects.toBeInstanceOf(ReseauAbsent)
  await expect(ouvrir()).rejects.toThrow()
  await ouvrir()
  expect(cles).toHaveLength(3)
  expect(new Set(cles).size).toBe(1)
})

test('une fois faite, la même demande est une intention neuve', async () => {
  const cles = ecouter()
  await ouvrir()
  await ouvrir()
  expect(new Set(cles).size).toBe(2)
})

test('une clé que donne le formulaire est gardée', async () => {
  const cles = ecouter()
  await client.POST('/ma-demande', { params: { header: { 'Idempotency-Key': 'la-cle-du-formulaire' } } })
  expect(cles).toEqual(['la-cle-du-formulaire'])
})
