import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { repond } from '@/test/api-handler.ts'
import { accueil } from '@/test/fixtures/administration.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { nomenclatures } from '@/test/fixtures/referentiel.ts'
import { session } from '@/test/fixtures/session.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

test('Ctrl+K mène à un nom, au clavier seul', async () => {
  const { utilisateur, router } = await ouvrir('/')
  await utilisateur.keyboard('{Control>}k{/Control}')
  await utilisateur.type(await screen.findByRole('combobox', { name: /Aller à/ }), 'kor')
  await screen.findByRole('option', { name: /KOROUI/ })
  await utilisateur.keyboard('{Enter}')
  expect(await screen.findByRole('heading', { level: 1, name: 'KOROUI (CHOROUOT) Martine' })).toBeVisible()
  expect(router.state.location.pathname).toBe(`/demandes/${uuid(1, 0)}`)
})

test('Ctrl+K mène droit à un numéro unique, tapé comme on le lit', async () => {
  const demandes: string[] = []
  server.use(
    repond('get', '/recherche-rapide', ({ url }) => {
      demandes.push(url.searchParams.get('q') ?? '')
      return [{ genre: 'demande', id: uuid(1, 0), libelle: 'KOROUI (CHOROUOT) Martine', detail: '035012400010035238' }]
    }),
  )
  const { utilisateur, router } = await ouvrir('/biens')
  await utilisateur.keyboard('{Control>}k{/Control}')
  await utilisateur.type(await screen.findByRole('combobox', { name: /Aller à/ }), '035 0124 000100 35238')
  await screen.findByRole('option', { name: /KOROUI/ })
  await utilisateur.keyboard('{Enter}')
  await waitFor(() => expect(router.state.location.pathname).toBe(`/demandes/${uuid(1, 0)}`))
  expect(demandes.at(-1)).toBe('035 0124 000100 35238')
})

test('Ctrl+K ne cherche jamais un numéro de sécurité sociale, et mène où il se cherche', async () => {
  const demandes: string[] = []
  server.use(
    repond('get', '/recherche-rapide', ({ url }) => {
      demandes.push(url.searchParams.get('q') ?? '')
      return []
    }),
  )
  const { utilisateur, router } = await ouvrir('/')
  await utilisateur.keyboard('{Control>}k{/Control}')
  await utilisateur.click(await screen.findByRole('combobox', { name: /Aller à/ }))
  await utilisateur.paste('2 88 05 99 999 123 45')
  expect(await screen.findByText(/ne se cherche pas ici/)).toBeVisible()
  await utilisateur.keyboard('{Enter}')
  expect(await screen.findByRole('dialog', { name: 'Rechercher par numéro' })).toBeVisible()
  expect(router.state.location.href).toBe('/demandes#par-numero')
  expect(demandes).toEqual([])
})

test('l’étoile garde l’écran avec ses filtres, et le rend', async () => {
  const gardes: unknown[] = []
  server.use(
    repond('put', '/mon-compte/favoris', async ({ corps }) => {
      const { favoris } = (await corps()) as { favoris: { libelle: string; lien: string }[] }
      gardes.push(favoris.at(-1))
      return favoris
    }),
  )
  const { utilisateur } = await ouvrir('/biens?etat=DISPONIBLE&etat=PREAVIS')
  const etoile = screen.getByRole('button', { name: 'Garder cet écran dans mes favoris' })
  expect(etoile).toHaveAttribute('aria-pressed', 'false')
  await utilisateur.click(etoile)
  await waitFor(() => expect(etoile).toHaveAttribute('aria-pressed', 'true'))
  expect(gardes).toEqual([{ libelle: 'Biens', lien: '/biens?etat=DISPONIBLE&etat=PREAVIS' }])
  await utilisateur.click(etoile)
  await waitFor(() => expect(etoile).toHaveAttribute('aria-pressed', 'false'))
})

test('changer de département oublie tout ce que l’on avait lu dans l’autre', async () => {
  let departement = '35'
  server.use(
    repond('get', '/session', () => ({ ...session, departement })),
    repond('put', '/session/departement', async ({ corps }) => {
      departement = ((await corps()) as { departement: string }).departement
      return new Response(null, { status: 204 })
    }),
    repond('get', '/accueil', () => ({ ...accueil, a_faire: [], compteurs: [{ code: 'a_valider', libelle: `À valider en ${departement}`, valeur: 3, plafonne: false, lien: '/demandes' }] })),
  )
  const { utilisateur, queryClient } = await ouvrir(`/demandes/${uuid(1, 0)}`)
  await utilisateur.selectOptions(screen.getByLabelText('Département de travail'), '44')
  expect(await screen.findByText('À valider en 44')).toBeVisible()
  expect(queryClient.getQueryCache().findAll({ queryKey: ['demandes'] })).toEqual([])
})

test('le menu du bailleur suit l’ordre du fichier, la version est dans la barre', async () => {
  await ouvrir('/')
  const menu = screen.getByRole('navigation', { name: 'Menu principal' })
  expect([...menu.querySelectorAll('p')].map((titre) => titre.textContent)).toEqual(['Demande', 'Offre', 'Instruction', 'Administration'])
  expect(screen.getAllByRole('banner')[0]).toHaveTextContent(/version \d+\.\d+\.\d+/)
})

test('Ctrl+K mène à un écran', async () => {
  const { utilisateur } = await ouvrir('/demandes')
  await utilisateur.keyboard('{Control>}k{/Control}')
  await utilisateur.type(await screen.findByRole('combobox', { name: /Aller à/ }), 'grilles')
  await screen.findByRole('option', { name: /Grilles de cotation/ })
  await utilisateur.keyboard('{ArrowUp}{Enter}')
  expect(await screen.findByRole('heading', { level: 1, name: 'Grilles de cotation' })).toBeVisible()
})

test('l’accueil mène de chaque chiffre à sa liste', async () => {
  const { container } = await ouvrir('/')
  expect(await screen.findByRole('link', { name: /12\s*Demandes à valider/ })).toHaveAttribute('href', '/partenaires/demandes?a_valider=true')
  expect(screen.getByRole('link', { name: 'T2' })).toHaveAttribute('href', '/partenaires/demandes?etat=AC&typologie=T2')
  expect(screen.getByRole('link', { name: 'Rennes Métropole' })).toHaveAttribute('href', `/partenaires/conventions-de-flux/${uuid(8, 1)}`)
  expect(screen.getByRole('link', { name: /Vérifier la demande de BENALI/ })).toHaveAttribute('href', `/partenaires/demandes/${uuid(1, 3)}`)
  await verifierAccessibilite(container)
})

test('un réservataire lit sur l’accueil le suivi de ses conventions', async () => {
  server.use(repond('get', '/session', { ...session, organisme: { ...session.organisme, type: 'EPCI', nom: 'Rennes Métropole' } }))
  await ouvrir('/')
  expect(await screen.findByRole('heading', { name: /Suivi des conventions/ })).toBeVisible()
  expect(screen.getByRole('columnheader', { name: 'Bailleur' })).toBeVisible()
})

test('un onglet ouvert apprend de lui-même qu’une version est sortie', async () => {
  // the new server answers everything: only the page is old
  for (const [chemin, corps] of Object.entries({ session, accueil, nomenclatures: { listes: nomenclatures } }))
    server.use(http.get(`*/partenaires/v1/${chemin}`, () => HttpResponse.json(corps, { headers: { 'X-Fdls-Version': '999.0.0' } })))
  await ouvrir('/')
  expect(await screen.findByText(/Une nouvelle version/)).toBeVisible()
})

test('une adresse inconnue le dit et ramène à l’accueil', async () => {
  await ouvrir('/nulle-part')
  expect(screen.getByRole('heading', { level: 1, name: 'Page introuvable' })).toBeVisible()
  expect(screen.getByRole('link', { name: 'Revenir à l’accueil' })).toHaveAttribute('href', '/partenaires/')
})
