import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { repond } from '@/test/api-handler.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { priorites, publicDetail } from '@/test/fixtures/publics.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'
import { ecrireRegle, lireRegle } from './regle.ts'

const json = (corps: unknown, status = 200) => new Response(JSON.stringify(corps), { status, headers: { 'Content-Type': 'application/json' } })

describe('les priorités d’une demande', () => {
  test('chaque label dit pourquoi, depuis quand, ce qu’il ouvre, et pourquoi il ne se retire pas', async () => {
    const { utilisateur, container } = await ouvrir(`/demandes/${uuid(1, 0)}/priorites`)
    const carte = await screen.findByRole('region', { name: 'Sans logement ou hébergé par un tiers' })
    expect(carte).toHaveTextContent('Sans abri ou abri de fortune')
    expect(carte).toHaveTextContent('Tant que le dossier y répond')
    const retirer = within(carte).getByRole('button', { name: 'Retirer' })
    expect(retirer).toHaveAccessibleDescription('Ce label est reconnu d’après le dossier.')
    await utilisateur.click(retirer)
    expect(screen.queryByRole('dialog', { name: /^Retirer «/ })).not.toBeInTheDocument()
    await verifierAccessibilite(container)
  })

  test('poser un label demande lequel, et ce qui l’atteste', async () => {
    let envoye: unknown
    server.use(
      repond('post', '/demandes/{demande_id}/priorites', async ({ corps }) => {
        envoye = await corps()
        return json(priorites, 201)
      }),
    )
    const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 0)}/priorites`)
    await utilisateur.click(await screen.findByRole('button', { name: 'Poser un label' }))
    const fenetre = await screen.findByRole('dialog', { name: 'Poser un label' })
    const valider = within(fenetre).getByRole('button', { name: 'Poser le label' })
    expect(valider).toBeDisabled()
    await utilisateur.click(within(fenetre).getByRole('combobox', { name: /Label/ }))
    await utilisateur.click(await screen.findByRole('option', { name: 'Accord collectif départemental' }))
    await utilisateur.type(within(fenetre).getByRole('textbox', { name: /atteste/ }), 'Comité du 3')
    await utilisateur.click(valider)
    await waitFor(() => expect(envoye).toMatchObject({ code: 'ACD', motif: 'Comité du 3', expire_le: null }))
  })
})

describe('les publics prioritaires', () => {
  test('chaque public mène à ses demandes, et les nuits disent leurs entrées et leurs sorties', async () => {
    const { container } = await ouvrir('/publics-prioritaires')
    const lien = await screen.findByRole('link', { name: 'Sans logement ou hébergé par un tiers' })
    expect(lien).toHaveAttribute('href', expect.stringContaining('/demandes?label=L441_1_k'))
    expect(await screen.findByRole('row', { name: /25\/11\/2026.*Terminée.*43.*4/ })).toBeVisible()
    await verifierAccessibilite(container)
  })

  test('changer la règle garde ce que l’on n’a pas touché, et dit quelle règle on a lue', async () => {
    let envoye: unknown
    server.use(
      repond('put', '/publics-prioritaires/{code}', async ({ corps }) => {
        envoye = await corps()
        return json(publicDetail)
      }),
    )
    const { utilisateur } = await ouvrir('/publics-prioritaires')
    await utilisateur.click(await screen.findByRole('button', { name: /Règle de «.Sans logement/ }))
    await screen.findByRole('textbox', { name: /Décision qui la change/ })
    const fenetre = screen.getByRole('dialog', { name: /Sans logement/ })
    expect(fenetre).toHaveTextContent('Lucie Morvan, Préfecture d’Ille-et-Vilaine')
    await utilisateur.type(within(fenetre).getByRole('textbox', { name: /Décision qui la change/ }), 'Comité')
    await utilisateur.click(within(fenetre).getByRole('button', { name: 'Changer la règle' }))
    await waitFor(() => expect(envoye).toMatchObject({ numero: 1, motif: 'Comité', contenu: { famille: 'L441_1', automatique: { champ: 'statut_logement', op: 'dans', val: ['SD'] } } }))
  })

  test('une règle lue par les listes se réécrit telle quelle ; une autre reste à la main', () => {
    const regle = { un_de: [{ champ: 'dalo', op: '=', val: true }, { champ: 'motifs', op: 'dans', val: ['05'] }] }
    expect(ecrireRegle(lireRegle(regle)!)).toEqual(regle)
    expect(lireRegle(null)).toEqual({ statuts: [], motifs: [], faits: [] })
    expect(lireRegle({ tous: [] })).toBeNull()
  })
})

test('une urgence se lit et reçoit sa réponse', async () => {
  let envoye: unknown
  server.use(
    repond('post', '/urgences/{urgence_id}/prise-en-compte', async ({ corps }) => {
      envoye = await corps()
      return new Response(null, { status: 204 })
    }),
  )
  const { utilisateur, container } = await ouvrir('/urgences')
  await utilisateur.click(await screen.findByRole('button', { name: /Répondre à KOROUI/ }))
  const fenetre = await screen.findByRole('dialog', { name: /Répondre à KOROUI/ })
  await utilisateur.type(within(fenetre).getByRole('textbox'), 'Nous vous appelons demain.')
  await utilisateur.click(within(fenetre).getByRole('button', { name: /Prendre en compte/ }))
  await waitFor(() => expect(envoye).toEqual({ reponse: 'Nous vous appelons demain.' }))
  await verifierAccessibilite(container)
})
