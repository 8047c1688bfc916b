import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { refuse, repond } from '@/test/api-handler.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { propositionDetail } from '@/test/fixtures/instruction.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

const proposition = (rang: number) => `/propositions/${uuid(7, rang)}`

test('chaque étape du travail se montre d’un bouton, et l’adresse la garde', async () => {
  const lues: string[] = []
  server.use(
    repond('get', '/propositions', ({ url }) => {
      lues.push(url.search)
      return { items: [], total: 0, total_plafonne: false, page: 1, size: 50 }
    }),
  )
  const { utilisateur, router } = await ouvrir('/propositions')
  await utilisateur.click(screen.getByRole('button', { name: 'Réponse attendue' }))
  await waitFor(() => expect(lues.at(-1)).toContain('etat=NOT'))
  expect(screen.getByRole('button', { name: 'Réponse attendue' })).toHaveAttribute('aria-pressed', 'true')
  expect(router.state.location.search).toMatchObject({ etat: 'NOT' })
})

test('la date limite se trie dans les deux sens', async () => {
  const tris: (string | null)[] = []
  server.use(
    repond('get', '/propositions', ({ url }) => {
      tris.push(url.searchParams.get('sort'))
      return { items: [], total: 0, total_plafonne: false, page: 1, size: 50 }
    }),
  )
  const { utilisateur } = await ouvrir('/propositions')
  await utilisateur.click(screen.getByRole('button', { name: 'Réponse avant le' }))
  await waitFor(() => expect(tris.at(-1)).toBe('repondre_avant_le'))
  await utilisateur.click(screen.getByRole('button', { name: 'Réponse avant le' }))
  await waitFor(() => expect(tris.at(-1)).toBe('-repondre_avant_le'))
})

test('la fiche dit l’étape, la date limite et ce qui peut être fait', async () => {
  const { container } = await ouvrir(proposition(3))
  expect(screen.getByText(/doit répondre au plus tard le 4 décembre 2026/)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Enregistrer l’accord du candidat' })).toBeEnabled()
  expect(screen.getByRole('link', { name: /0012-121286/ })).toHaveAttribute('href', `/partenaires/biens/${uuid(6, 1)}`)
  await verifierAccessibilite(container)
})

describe('les gestes', () => {
  test('inscrire demande une séance ouverte', async () => {
    let envoye: unknown
    server.use(
      repond('post', '/propositions/{proposition_id}/inscription', async ({ corps }) => {
        envoye = await corps()
        return propositionDetail(1)
      }),
    )
    const { utilisateur } = await ouvrir(proposition(0))
    await utilisateur.click(screen.getByRole('button', { name: 'Inscrire en commission' }))
    const dialogue = await screen.findByRole('dialog')
    expect(within(dialogue).getByRole('button', { name: 'Inscrire' })).toHaveAccessibleDescription('Choisissez une séance.')
    await utilisateur.click(within(dialogue).getByRole('combobox', { name: /Séance/ }))
    await utilisateur.click(await screen.findByRole('option', { name: /lundi 30 novembre 2026/ }))
    await utilisateur.click(within(dialogue).getByRole('button', { name: 'Inscrire' }))
    expect(await screen.findByText('La demande est inscrite à la commission.')).toBeVisible()
    expect(envoye).toEqual({ version: 2, commission_id: uuid(9, 1) })
  })

  test('sans séance ouverte, on sait où en créer une', async () => {
    server.use(repond('get', '/commissions', { items: [], total: 0, total_plafonne: false, page: 1, size: 100 }))
    const { utilisateur } = await ouvrir(proposition(0))
    await utilisateur.click(screen.getByRole('button', { name: 'Inscrire en commission' }))
    expect(await screen.findByText(/Créez-en une dans l’écran Commissions/)).toBeVisible()
  })

  test('un refus a toujours un motif de la liste', async () => {
    let envoye: unknown
    server.use(
      repond('post', '/propositions/{proposition_id}/refus', async ({ corps }) => {
        envoye = await corps()
        return propositionDetail(5)
      }),
    )
    const { utilisateur } = await ouvrir(proposition(3))
    await utilisateur.click(screen.getByRole('button', { name: 'Enregistrer le refus du candidat' }))
    const dialogue = await screen.findByRole('dialog')
    const refuser = within(dialogue).getByRole('button', { name: 'Le candidat refuse' })
    expect(refuser).toBeDisabled()
    await utilisateur.click(within(dialogue).getByRole('combobox', { name: /Motif du refus/ }))
    await utilisateur.click(await screen.findByRole('option', { name: /Localisation/ }))
    await utilisateur.type(within(dialogue).getByLabelText(/Ce que dit le candidat/), 'Trop loin de l’école')
    await utilisateur.click(refuser)
    expect(await screen.findByText('Le refus est enregistré.')).toBeVisible()
    expect(envoye).toEqual({ version: 2, motif: 'R02', commentaire: 'Trop loin de l’école' })
  })

  test('celui qui accepte trop tard lit qui a été plus vite', async () => {
    server.use(repond('post', '/propositions/{proposition_id}/acceptation', () => refuse({ status: 409, code: 'bien-deja-attribue', title: 'Ce logement vient d’être accepté par TANGUY Paul.' })))
    const { utilisateur } = await ouvrir(proposition(3))
    await utilisateur.click(screen.getByRole('button', { name: 'Enregistrer l’accord du candidat' }))
    const dialogue = await screen.findByRole('dialog')
    await utilisateur.click(within(dialogue).getByRole('button', { name: 'Le candidat accepte' }))
    expect(await within(dialogue).findByText('Ce logement vient d’être accepté par TANGUY Paul.')).toBeVisible()
  })

  test('le bail part avec ses deux dates', async () => {
    let envoye: unknown
    server.use(
      repond('post', '/propositions/{proposition_id}/bail', async ({ corps }) => {
        envoye = await corps()
        return propositionDetail(6)
      }),
    )
    const { utilisateur } = await ouvrir(proposition(4))
    await utilisateur.click(screen.getByRole('button', { name: 'Enregistrer la signature du bail' }))
    const dialogue = await screen.findByRole('dialog')
    const entree = within(dialogue).getByLabelText(/Entrée dans les lieux/)
    await utilisateur.clear(entree)
    expect(within(dialogue).getByRole('button', { name: 'Enregistrer le bail' })).toHaveAccessibleDescription('Saisissez les deux dates.')
    await utilisateur.type(entree, '2026-12-15')
    await utilisateur.click(within(dialogue).getByRole('button', { name: 'Enregistrer le bail' }))
    expect(await screen.findByText(/Le bail est enregistré/)).toBeVisible()
    expect(envoye).toMatchObject({ entree_le: '2026-12-15', version: 2, rpls: null })
  })

  test('le bail d’un logement sans identifiant RPLS le demande, sauf s’il est neuf', async () => {
    let envoye: unknown
    server.use(
      repond('get', '/propositions/{proposition_id}', () => ({ ...propositionDetail(4), rpls_attendu: true })),
      repond('post', '/propositions/{proposition_id}/bail', async ({ corps }) => {
        envoye = await corps()
        return propositionDetail(6)
      }),
    )
    const { utilisateur } = await ouvrir(proposition(4))
    await utilisateur.click(screen.getByRole('button', { name: 'Enregistrer la signature du bail' }))
    const dialogue = await screen.findByRole('dialog')
    expect(within(dialogue).getByRole('button', { name: 'Enregistrer le bail' })).toHaveAccessibleDescription(/identifiant RPLS/)
    await utilisateur.type(within(dialogue).getByLabelText(/Identifiant RPLS/), '35a123')
    await utilisateur.click(within(dialogue).getByRole('button', { name: 'Enregistrer le bail' }))
    expect(await screen.findByText(/Le bail est enregistré/)).toBeVisible()
    expect(envoye).toMatchObject({ rpls: '35A123' })
  })
})

test('avant d’appeler un ménage, on lit qui s’en occupe déjà', async () => {
  const { container } = await ouvrir(`/demandes/${uuid(1, 0)}/propositions`)
  const suivi = await screen.findByRole('region', { name: 'Traçabilité du demandeur' })
  expect(await within(suivi).findByText(/3 autres bailleurs s’occupent déjà de ce ménage/)).toBeVisible()
  expect(within(suivi).getByText(/Aiguillon de démonstration, Espacil de démonstration/)).toBeVisible()
  expect(within(suivi).getByText('11')).toBeVisible()
  await verifierAccessibilite(container)
})
