import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import type { MessageRecu } from '../../api/types.ts'
import { url } from '../../test/handlers.ts'
import { ID } from '../../test/fixtures/identifiants.ts'
import { defauts, visiter } from '../../test/render.tsx'
import { server } from '../../test/setup.ts'

const recu = (corps: string): MessageRecu => ({
  id: ID.demande,
  le: '2026-11-22T09:00:00Z',
  canal: 'email',
  canal_libelle: 'E-mail',
  destinataire: 'camille@exemple.fr',
  objet: 'Votre demande est enregistrée',
  corps,
  etat: 'envoye',
  etat_libelle: 'Envoyé',
  envoye_le: '2026-11-22T09:01:00Z',
})

test('dans un message, l’adresse du portail se suit ; une autre adresse et une balise ne sont que du texte', async () => {
  const corps = `Votre espace : ${location.origin}/35/mon-espace.\nVoyez aussi https://ailleurs.exemple/35/mon-espace\n<a href="${location.origin}/35/piege">ici</a>`
  server.use(http.get(url('/mes-messages'), () => HttpResponse.json([recu(corps)])))
  visiter('/35/mon-espace/messages')
  const carte = (await screen.findByRole('heading', { name: 'Votre demande est enregistrée' })).closest('section')!
  const liens = within(carte).getAllByRole('link')
  expect(liens.map((lien) => [lien.textContent, lien.getAttribute('href')])).toEqual([
    [`${location.origin}/35/mon-espace`, '/35/mon-espace'],
    [`${location.origin}/35/piege`, '/35/piege'],
  ])
  expect(carte.textContent).toContain('https://ailleurs.exemple/35/mon-espace\n<a href=')
  expect(await defauts()).toEqual([])
})
