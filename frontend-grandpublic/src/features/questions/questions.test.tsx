import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { url } from '../../test/handlers.ts'
import { defauts, visiter } from '../../test/render.tsx'
import { server } from '../../test/setup.ts'
import { proposer } from './proposer.ts'

const REPONSES = [
  { question: 'Combien de temps faut-il attendre ?', reponse: 'Cela dépend du logement demandé et de la commune.' },
  { question: 'Quels documents faut-il fournir ?', reponse: 'Une pièce d’identité suffit pour enregistrer la demande.' },
  { question: 'Comment renouveler ma demande ?', reponse: 'Dans votre espace, à partir d’un mois avant la fin de validité.' },
]

function recues() {
  const corps: unknown[] = []
  server.use(
    http.post(url('/territoires/:dep/questions'), async ({ request }) => {
      corps.push(await request.json())
      return new HttpResponse(null, { status: 204 })
    }),
  )
  return corps
}

test('les mots d’une question trouvent la réponse, sans accent ni pluriel, et les mots de tous les jours ne trouvent rien', () => {
  const titres = (texte: string) => proposer(REPONSES, texte).map(({ question }) => question)
  expect(titres('Je ne sais pas quel document fournir')).toEqual([REPONSES[1]!.question])
  expect(titres('RENOUVELLEMENT')).toEqual([])
  expect(titres('comment je renouvelle')).toEqual([REPONSES[2]!.question])
  expect(titres('Bonjour, je voudrais vous demander pour mon logement')).toEqual([])
})

test('la question propose d’abord les réponses écrites ; qui a sa réponse n’envoie rien', async () => {
  const corps = recues()
  const { personne } = visiter('/35/questions')
  const formulaire = await screen.findByRole('form', { name: 'Poser une question' })
  expect(screen.getByText(/Nous n’attribuons pas de logement/)).toBeDefined()
  await personne.type(within(formulaire).getByRole('textbox', { name: /Votre question/ }), 'Quels documents dois-je fournir ?')
  await personne.click(within(formulaire).getByRole('button', { name: 'Voir les réponses' }))
  const proposees = await within(formulaire).findByRole('group', { name: 'Ces réponses vous aident-elles ?' })
  expect(within(proposees).getByText('Une pièce d’identité suffit pour enregistrer la demande.')).toBeDefined()
  expect(document.activeElement?.getAttribute('role')).toBe('status')
  expect(document.activeElement?.contains(proposees), 'le focus arrive sur les réponses').toBe(true)
  expect(within(formulaire).queryByRole('button', { name: 'Envoyer ma question' })).toBeNull()
  expect(await defauts()).toEqual([])
  await personne.click(within(formulaire).getByRole('button', { name: 'J’ai ma réponse' }))
  expect(await screen.findByText('Tant mieux. Rien n’a été envoyé.')).toBeDefined()
  expect(corps).toEqual([])
})

test('si les réponses ne suffisent pas, la question part avec le numéro de la demande, et l’écran le dit', async () => {
  const corps = recues()
  const { personne } = visiter('/35/questions')
  const formulaire = await screen.findByRole('form', { name: 'Poser une question' })
  await personne.type(within(formulaire).getByRole('textbox', { name: /Votre question/ }), 'Quels documents pour mon garage ?')
  await personne.click(within(formulaire).getByRole('button', { name: 'Voir les réponses' }))
  await personne.click(await within(formulaire).findByRole('button', { name: 'Envoyer ma question quand même' }))
  expect(document.activeElement?.contains(within(formulaire).getByRole('group', { name: 'À qui répondre' })), 'le focus arrive sur la suite').toBe(true)
  await personne.click(within(formulaire).getByRole('button', { name: 'Envoyer ma question' }))
  expect(await screen.findByText('Votre question est envoyée')).toBeDefined()
  await waitFor(() => expect(corps).toMatchObject([{ question: 'Quels documents pour mon garage ?', prenom: 'Camille', nom: 'Le Goff', email: 'camille@exemple.fr' }]))
})
