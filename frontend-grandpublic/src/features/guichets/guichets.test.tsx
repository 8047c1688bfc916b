import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { url } from '../../test/handlers.ts'
import { defauts, visiter } from '../../test/render.tsx'
import { server } from '../../test/setup.ts'

const MAIRIE = {
  nom: 'Mairie de Rennes',
  type_libelle: 'Commune',
  telephone: '0299000001',
  email: 'logement@rennes.exemple',
  enregistre: true,
  phrase: 'Enregistre toute demande de logement social du département.',
  lieux: [{ libelle: 'Point accueil logement', adresse: ['1 place de la Mairie', '35000 Rennes'], telephone: null, email: null }],
}
const CESSON = { ...MAIRIE, nom: 'Mairie de Cesson', enregistre: false, phrase: 'N’enregistre plus de demande en son nom : adressez-vous à Mairie de Rennes.', lieux: [] }

test('les guichets du département se lisent, avec ce que chacun enregistre, et se cherchent par commune', async () => {
  const demandees: string[] = []
  server.use(
    http.get(url('/territoires/:dep/guichets'), ({ request }) => {
      const { searchParams } = new URL(request.url)
      demandees.push(searchParams.get('commune') ?? '')
      const items = searchParams.get('commune') === '35051' ? [CESSON] : [CESSON, MAIRIE]
      return HttpResponse.json({ items, total: items.length, total_plafonne: false, page: 1, size: 20 })
    }),
  )
  const { personne } = visiter('/35/comprendre')
  await personne.click(await screen.findByRole('link', { name: 'Où déposer ma demande' }))
  expect(await screen.findByRole('heading', { name: 'Mairie de Rennes' })).toBeDefined()
  expect(screen.getByText(/adressez-vous à Mairie de Rennes/)).toBeDefined()
  expect(screen.getByText('1 place de la Mairie')).toBeDefined()
  expect(await defauts()).toEqual([])
  await personne.type(screen.getByRole('searchbox', { name: /La commune où vous habitez/ }), 'Cess')
  await personne.click(await screen.findByRole('button', { name: /Cesson-Sévigné/ }))
  await waitFor(() => expect(screen.queryByRole('heading', { name: 'Mairie de Rennes' })).toBeNull())
  expect(demandees.at(-1)).toBe('35051')
  expect(location.search).toContain('commune=35051')
})

test('avant de commencer sa demande, on lit que l’on peut la déposer dans un guichet', async () => {
  server.use(http.get(url('/session'), () => HttpResponse.json({ type: 'x', title: 'Non connecté', status: 401, code: 'non-connecte', details: {}, raisons: [] }, { status: 401 })))
  visiter('/35/demande')
  expect(await screen.findByRole('link', { name: 'La déposer dans un guichet' })).toHaveProperty('pathname', '/35/guichets')
})
