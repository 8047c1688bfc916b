import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { url } from '../../test/handlers.ts'
import { defauts, visiter } from '../../test/render.tsx'
import { server } from '../../test/setup.ts'

test('une commune se cherche depuis les chiffres du département, et sa fiche a son adresse', async () => {
  const { personne } = visiter('/35/chiffres-cles')
  await personne.type(await screen.findByRole('searchbox', { name: /Votre commune/ }), 'Renn')
  await personne.click(await screen.findByRole('button', { name: /Rennes/ }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Rennes' })).toBeDefined()
  expect(location.pathname).toBe('/35/chiffres-cles/35238')
  const attribues = screen.getByText('Logements attribués en un an').closest('li')!
  expect(within(attribues).getByText('Non publié')).toBeDefined()
  expect(within(attribues).getByText(/un ménage pourrait se reconnaître/)).toBeDefined()
  expect(screen.getByText('Maurepas').nextElementSibling?.textContent).toBe('310')
  expect(screen.getByText('Bréquigny').nextElementSibling?.textContent).toBe('Non publié')
  expect(await defauts()).toEqual([])
})

test('une commune sans fiche le dit, et on en cherche une autre', async () => {
  server.use(http.get(url('/territoires/:dep/chiffres-cles/communes/:commune'), () => HttpResponse.json({ code: 'commune-sans-chiffres', title: 'Aucun chiffre' }, { status: 404 })))
  visiter('/35/chiffres-cles/44109')
  expect(await screen.findByRole('heading', { level: 1, name: 'Aucun chiffre n’est publié pour cette commune' })).toBeDefined()
  expect(screen.getByRole('searchbox', { name: /Votre commune/ })).toBeDefined()
  expect(await defauts()).toEqual([])
})
