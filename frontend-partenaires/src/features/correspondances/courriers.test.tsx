import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { repond } from '@/test/api-handler.ts'
import { lots } from '@/test/fixtures/correspondances.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

test('un lot se poste après un mot d’explication, et dit pourquoi il ne se poste pas deux fois', async () => {
  let remis: string | undefined
  server.use(
    repond('post', '/lots-de-courriers/{lot_id}/remise', ({ params }) => {
      remis = String(params.lot_id)
      return lots[1]!
    }),
  )
  const { utilisateur, container } = await ouvrir('/courriers')
  const [aPoster, poste] = await screen.findAllByRole('button', { name: 'Noter l’envoi' })
  expect(poste).toHaveAccessibleDescription('Ce lot est déjà posté.')
  expect(screen.getByRole('row', { name: /Posté.*Maëlle Le Bihan.*3,04/ })).toBeVisible()
  expect(screen.getByRole('row', { name: /1 enveloppe à retirer/ })).toBeVisible()
  await utilisateur.click(aPoster!)
  const fenetre = await screen.findByRole('dialog', { name: 'Noter l’envoi de 3 lettres' })
  expect(within(fenetre).getByText(/Retirez son enveloppe de la pile/)).toBeVisible()
  await utilisateur.click(within(fenetre).getByRole('button', { name: 'Noter l’envoi' }))
  await waitFor(() => expect(remis).toBe(lots[0]!.id))
  await verifierAccessibilite(container)
})

test('une enveloppe revenue se note avec ce que la poste y a coché', async () => {
  let envoye: unknown
  server.use(
    repond('post', '/lots-de-courriers/{lot_id}/lettres/{lettre_id}/retour', async ({ corps }) => {
      envoye = await corps()
      return new Response(null, { status: 204 })
    }),
  )
  const { utilisateur, container } = await ouvrir(`/courriers/${uuid(97, 2)}`)
  const [postee, revenue] = await screen.findAllByRole('button', { name: 'Noter le retour' })
  expect(revenue).toHaveAccessibleDescription(/n’a pas été distribuée/)
  await utilisateur.click(postee!)
  const fenetre = await screen.findByRole('dialog', { name: 'Retour de la lettre de MOREL Jeanne' })
  const valider = within(fenetre).getByRole('button', { name: 'Noter le retour' })
  expect(valider).toBeDisabled()
  await utilisateur.click(within(fenetre).getByRole('radio', { name: /NPAI/ }))
  await utilisateur.click(valider)
  await waitFor(() => expect(envoye).toEqual({ motif: 'npai' }))
  await verifierAccessibilite(container)
})
