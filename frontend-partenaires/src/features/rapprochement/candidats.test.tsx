import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { refuse, repond } from '@/test/api-handler.ts'
import { candidats } from '@/test/fixtures/biens.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { propositionResume } from '@/test/fixtures/instruction.ts'
import { session } from '@/test/fixtures/session.ts'
import { ouvrir } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

const BIEN = `/biens/${uuid(6, 0)}/candidats`

test('les candidats retenus sont dans l’adresse et se proposent ensemble', async () => {
  let envoye: unknown
  server.use(
    repond('post', '/biens/{bien_id}/propositions', async ({ corps }) => {
      envoye = await corps()
      return new Response(JSON.stringify([propositionResume(0)]), { status: 201, headers: { 'Content-Type': 'application/json' } })
    }),
  )
  const { utilisateur, router } = await ouvrir(BIEN)
  const premiers = await screen.findAllByRole('checkbox', { name: /Cocher MARTIN|Cocher NGUYEN/ })
  await utilisateur.click(premiers[0]!)
  await utilisateur.click(premiers[1]!)
  expect(router.state.location.search).toMatchObject({ retenus: [uuid(1, 0), uuid(1, 20)] })
  expect(screen.getByText('2 demandes retenues')).toBeVisible()
  await utilisateur.click(screen.getByRole('button', { name: 'Proposer' }))
  const dialogue = await screen.findByRole('dialog')
  expect(dialogue).toHaveTextContent('au moins trois candidats')
  await utilisateur.click(within(dialogue).getByRole('button', { name: 'Proposer' }))
  expect(await screen.findByText(/proposition créée/)).toBeVisible()
  expect(envoye).toEqual({ demandes: [uuid(1, 0), uuid(1, 20)] })
})

test('une demande déjà proposée ne se coche plus', async () => {
  await ouvrir(BIEN)
  const proposee = await screen.findByRole('row', { name: /Déjà proposé/ })
  expect(within(proposee).getByRole('checkbox')).toBeDisabled()
})

test('trois candidats se comparent sur les mêmes lignes, le mieux placé est nommé', async () => {
  const { utilisateur } = await ouvrir(`${BIEN}?retenus=${uuid(1, 0)}&retenus=${uuid(1, 20)}&retenus=${uuid(1, 30)}`)
  await screen.findByText('3 demandes retenues')
  await waitFor(() => expect(screen.getByRole('button', { name: 'Comparer' })).toBeEnabled())
  await utilisateur.click(screen.getByRole('button', { name: 'Comparer' }))
  const tableau = await screen.findByRole('region', { name: 'Comparaison des candidats' })
  expect(within(tableau).getAllByRole('columnheader')).toHaveLength(3)
  expect(within(tableau).getByRole('row', { name: /^Cotation 92 le mieux placé 84 80$/ })).toBeVisible()
  expect(within(tableau).getByRole('row', { name: /^Taux d’effort, ce bien/ })).toHaveTextContent('18,4')
  await utilisateur.click(within(tableau).getByRole('button', { name: 'Retirer MARTIN Paul de la comparaison' }))
  await waitFor(() => expect(within(tableau).getAllByRole('columnheader')).toHaveLength(2))
})

test('un candidat retenu en deuxième page se compare depuis la première', async () => {
  const tous = candidats(60)
  server.use(
    repond('get', '/biens/{bien_id}/candidats', ({ url }) => {
      const page = Number(url.searchParams.get('page'))
      return { ...tous, page, size: 50, items: tous.items.slice((page - 1) * 50, page * 50) }
    }),
  )
  const { utilisateur } = await ouvrir(`${BIEN}?page=2`)
  await utilisateur.click((await screen.findAllByRole('checkbox', { name: /^Cocher (?!toutes)/ }))[0]!)
  await utilisateur.click(screen.getByRole('button', { name: 'Page précédente' }))
  await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(51))
  await utilisateur.click((await screen.findAllByRole('checkbox', { name: /^Cocher (?!toutes)/ }))[0]!)
  await utilisateur.click(screen.getByRole('button', { name: 'Comparer' }))
  const tableau = await screen.findByRole('region', { name: 'Comparaison des candidats' })
  expect(within(tableau).getAllByRole('columnheader')).toHaveLength(2)
})

test('chaque condition qui manque à une demande connue est dite', async () => {
  const { utilisateur } = await ouvrir(BIEN)
  await utilisateur.click(await screen.findByRole('button', { name: /Pourquoi cette demande/ }))
  await utilisateur.type(screen.getByLabelText('Numéro unique'), '035 0424 000103 35238')
  await utilisateur.click(screen.getByRole('button', { name: 'Expliquer' }))
  expect(await screen.findByText(/Deux conditions ne sont pas remplies/)).toBeVisible()
  expect(screen.getByText(/trop petit pour quatre personnes/)).toBeVisible()
  const lues = within(screen.getByRole('dialog')).getAllByRole('listitem').map((ligne) => /: non remplie/.test(ligne.textContent))
  expect(lues.lastIndexOf(true)).toBeLessThan(lues.indexOf(false))
})

test('un numéro qui ne mène nulle part se dit sans panne ni « Réessayer »', async () => {
  server.use(repond('get', '/biens/{bien_id}/candidats/explication', () => refuse({ status: 404, code: 'demande-introuvable', title: 'Cette demande n’existe pas.' })))
  const { utilisateur } = await ouvrir(BIEN)
  await utilisateur.click(await screen.findByRole('button', { name: /Pourquoi cette demande/ }))
  await utilisateur.type(screen.getByLabelText('Numéro unique'), '035 0424 000103 35238')
  await utilisateur.click(screen.getByRole('button', { name: 'Expliquer' }))
  expect(await screen.findByText(/^Cette demande n’existe pas/)).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Réessayer' })).not.toBeInTheDocument()
})

describe('chercher parmi les candidats', () => {
  test('ce que le foyer a déclaré et coché se demande au serveur, à plusieurs, et reste dans l’adresse', async () => {
    const demandees: string[] = []
    server.use(
      repond('get', '/biens/{bien_id}/candidats', ({ url }) => {
        demandees.push(url.search)
        return candidats(url.searchParams.has('souhait') ? 0 : 3)
      }),
    )
    const { utilisateur, router } = await ouvrir(`${BIEN}?page=2`)
    await utilisateur.click(await screen.findByText('Chercher parmi ces candidats'))
    await utilisateur.click(within(screen.getByRole('group', { name: 'Besoins déclarés' })).getByRole('checkbox', { name: 'Dossier FSL' }))
    await utilisateur.type(screen.getByRole('textbox', { name: 'Suivi par' }), 'Emmaüs')
    await waitFor(() => expect(router.state.location.search).toEqual({ besoin: 'fsl', suivi_par: 'Emmaüs' }))
    expect(await screen.findByText(/conditions de ce bien et (a|ont) ce que vous cherchez/)).toBeInTheDocument()
    await utilisateur.click(within(screen.getByRole('group', { name: 'Logement souhaité' })).getByRole('checkbox', { name: 'Stationnement souhaité' }))
    expect(await screen.findByText('Aucun candidat n’a tout ce que vous cherchez')).toBeVisible()
    const derniere = new URLSearchParams(demandees.at(-1))
    expect([derniere.getAll('besoin'), derniere.getAll('souhait'), derniere.get('suivi_par'), derniere.get('page')]).toEqual([['fsl'], ['parking'], 'Emmaüs', '1'])
    expect(screen.getByText('Chercher parmi ces candidats (3 choix)')).toBeVisible()
    expect(screen.getByRole('link', { name: 'Candidats', current: 'page' })).toBeVisible()
    await utilisateur.click(screen.getByRole('button', { name: 'Retirer les filtres' }))
    await waitFor(() => expect(router.state.location.search).toEqual({}))
  })

  test('qui ne lit pas la santé ne la cherche pas', async () => {
    server.use(repond('get', '/session', { ...session, droits: session.droits.filter((droit) => droit !== 'demandes:sensible') }))
    const { utilisateur } = await ouvrir(BIEN)
    await utilisateur.click(await screen.findByText('Chercher parmi ces candidats'))
    expect(await screen.findByRole('checkbox', { name: 'Caution' })).toBeVisible()
    for (const sante of ['Handicap signalé', 'Logement adapté au handicap']) expect(screen.queryByRole('checkbox', { name: sante })).toBeNull()
  })
})
