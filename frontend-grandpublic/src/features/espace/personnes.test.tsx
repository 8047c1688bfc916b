import { screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { url } from '../../test/handlers.ts'
import { defauts, visiter } from '../../test/render.tsx'
import { server } from '../../test/setup.ts'

test('un départ se lit ici avec ses conséquences, et s’enregistre au guichet', async () => {
  const { personne } = visiter('/35/mon-espace/personnes')
  const qui = await screen.findByLabelText(/^Qui/)
  await personne.selectOptions(qui, (qui as HTMLSelectElement).options[1]!.value)
  await personne.selectOptions(screen.getByLabelText(/^Que se passe/), 'separation')
  expect(await screen.findByText(/reçoit sa propre demande/)).toBeTruthy()
  expect(screen.getByText(/Attestation sur l’honneur/)).toBeTruthy()
  expect(screen.getByText(/Un guichet enregistre ce départ/)).toBeTruthy()
  expect(await defauts()).toEqual([])
})

test('se protéger demande une adresse que l’on est seul à lire, puis mène à la connexion', async () => {
  const envoyes: unknown[] = []
  server.use(
    http.put(url('/ma-demande/protection'), async ({ request }) => {
      envoyes.push(await request.json())
      return new HttpResponse(null, { status: 204 })
    }),
  )
  const { personne } = visiter('/35/mon-espace/personnes')
  const bouton = await screen.findByRole('button', { name: 'Cacher mes coordonnées maintenant' })
  await screen.findByRole('option', { name: /Violences/ })
  await personne.selectOptions(screen.getByLabelText(/Votre situation/), 'violences')
  await personne.click(bouton)
  expect(await screen.findByText('Donnez une adresse ou un mobile que vous êtes seul à lire.')).toBeTruthy()
  await personne.type(screen.getByLabelText(/que vous êtes seul à lire/), 'refuge@exemple.test')
  await personne.click(bouton)
  expect(await screen.findByRole('link', { name: 'Me reconnecter' })).toBeTruthy()
  expect(envoyes).toEqual([{ motif: 'violences', contact: 'refuge@exemple.test' }])
})
