import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { repond } from '@/test/api-handler.ts'
import { questions } from '@/test/fixtures/correspondances.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

test('une question se prend et se répond ; celle qui a sa réponse la montre et dit pourquoi elle ne se répond plus', async () => {
  let envoye: unknown
  let prise: string | undefined
  server.use(
    repond('post', '/questions/{question_id}/prise-en-charge', ({ params }) => {
      prise = String(params.question_id)
      return questions[0]!
    }),
    repond('post', '/questions/{question_id}/reponse', async ({ corps }) => {
      envoye = await corps()
      return questions[1]!
    }),
  )
  const { utilisateur, container } = await ouvrir('/questions')
  const repondre = await screen.findByRole('button', { name: 'Répondre' })
  const deja = screen.getByRole('row', { name: /Yann Le Goff/ })
  await utilisateur.click(within(deja).getByRole('button', { name: '2 actions pas encore possibles' }))
  expect((await screen.findAllByText(/a déjà sa réponse/))[0]).toBeVisible()
  expect(screen.getByRole('row', { name: /Yann Le Goff.*Maëlle Le Bihan.*Oui, à tout guichet/ })).toBeVisible()
  await utilisateur.click(screen.getByRole('button', { name: 'Prendre' }))
  await waitFor(() => expect(prise).toBe(questions[0]!.id))
  await utilisateur.click(repondre)
  const fenetre = await screen.findByRole('dialog', { name: 'Répondre à Jeanne Morel' })
  expect(within(fenetre).getByText(/depuis la commission/)).toBeVisible()
  const envoyer = within(fenetre).getByRole('button', { name: 'Envoyer la réponse' })
  expect(envoyer).toBeDisabled()
  await utilisateur.type(within(fenetre).getByRole('textbox', { name: /Votre réponse/ }), 'Elle est active.')
  await utilisateur.click(envoyer)
  await waitFor(() => expect(envoye).toEqual({ reponse: 'Elle est active.' }))
  await verifierAccessibilite(container)
})
