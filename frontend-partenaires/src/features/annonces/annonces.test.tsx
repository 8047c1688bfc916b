import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { repond } from '@/test/api-handler.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { annonceDetail } from '@/test/fixtures/instruction.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

test('les états et le tri des annonces sont dans l’adresse', async () => {
  const lues: string[] = []
  server.use(
    repond('get', '/annonces', ({ url }) => {
      lues.push(url.search)
      return { items: [], total: 0, total_plafonne: false, page: 1, size: 50 }
    }),
  )
  const { utilisateur } = await ouvrir('/annonces?etat=PUBLIEE&etat=INCONNU&sort=au')
  await waitFor(() => expect(lues.at(-1)).toContain('sort=au'))
  await utilisateur.click(screen.getByRole('button', { name: /^Filtrer\s: État/ }))
  await utilisateur.click(await screen.findByRole('checkbox', { name: 'Programmée' }))
  await waitFor(() => expect(lues.at(-1)).toContain('etat=PROGRAMMEE'))
})

test('publier un bien : l’heure de Paris part comme un instant', async () => {
  let envoye: unknown
  server.use(
    repond('post', '/annonces', async ({ corps }) => {
      envoye = await corps()
      return annonceDetail(0)
    }),
  )
  const { utilisateur, router } = await ouvrir(`/annonces/nouvelle?bien_id=${uuid(6, 0)}`)
  await utilisateur.type(await screen.findByLabelText(/Description/), 'Logement calme, à deux pas du métro.')
  const fin = screen.getByLabelText(/^Au/)
  await utilisateur.type(fin, '2027-07-01T18:00')
  await utilisateur.click(screen.getByRole('button', { name: 'Publier' }))
  await waitFor(() => expect(router.state.location.pathname).toBe(`/annonces/${uuid(10, 0)}`))
  expect(envoye).toMatchObject({ bien_id: uuid(6, 0), titre: 'T2 de 28\u00a0m² à Rennes', au: '2027-07-01T16:00:00.000Z' })
})

test('une annonce sans contact ne part pas', async () => {
  const { utilisateur } = await ouvrir(`/annonces/nouvelle?bien_id=${uuid(6, 0)}`)
  await utilisateur.clear(await screen.findByLabelText(/Courriel de contact/))
  await utilisateur.clear(screen.getByLabelText(/Téléphone de contact/))
  await utilisateur.type(screen.getByLabelText(/Description/), 'Logement calme, à deux pas du métro.')
  await utilisateur.type(screen.getByLabelText(/^Au/), '2099-07-01T18:00')
  await utilisateur.click(screen.getByRole('button', { name: 'Publier' }))
  expect(await screen.findByRole('link', { name: 'Saisissez une adresse électronique ou un téléphone de contact.' })).toBeVisible()
})

test('un contact reconnu mène à sa demande, une annonce se retire', async () => {
  const { utilisateur, container } = await ouvrir(`/annonces/${uuid(10, 0)}`)
  expect(await screen.findByRole('link', { name: /^035\s0424/ })).toHaveAttribute('href', `/partenaires/demandes/${uuid(1, 3)}`)
  await verifierAccessibilite(container)
  await utilisateur.click(screen.getByRole('button', { name: 'Retirer l’annonce' }))
  await utilisateur.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Retirer l’annonce' }))
  expect(await screen.findByText('L’annonce est retirée du portail.')).toBeVisible()
})
