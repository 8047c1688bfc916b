import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { repond } from '@/test/api-handler.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

test('une lecture à vérifier dit pourquoi, et garde ce que l’on en a trouvé', async () => {
  let envoye: unknown
  server.use(
    repond('post', '/lectures-a-verifier/{anomalie_id}/verification', async ({ corps }) => {
      envoye = await corps()
      return new Response(null, { status: 204 })
    }),
  )
  const { utilisateur, container } = await ouvrir('/lectures-a-verifier')
  expect(await screen.findByText(/12 dossiers lus hors de 7 h à 20 h/)).toBeVisible()
  await utilisateur.click(screen.getByRole('button', { name: 'Vérifier les lectures de Bruno Gall' }))
  const fenetre = await screen.findByRole('dialog', { name: 'Lectures de Bruno Gall' })
  expect(within(fenetre).getByText(/Un compte utilisé la nuit/)).toBeVisible()
  expect(within(fenetre).getByText(/changez son mot de passe/)).toBeVisible()
  expect(within(fenetre).getByRole('link', { name: /^035\s0124/ })).toHaveAttribute('href', expect.stringContaining('/demandes/'))
  expect(within(fenetre).getByRole('button', { name: 'J’ai vérifié' })).toBeDisabled()
  await utilisateur.type(within(fenetre).getByRole('textbox'), 'Astreinte du soir.')
  await utilisateur.click(within(fenetre).getByRole('button', { name: 'J’ai vérifié' }))
  await waitFor(() => expect(envoye).toEqual({ commentaire: 'Astreinte du soir.' }))
  await verifierAccessibilite(container)
})
