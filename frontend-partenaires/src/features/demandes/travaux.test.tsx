import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { repond } from '@/test/api-handler.ts'
import { demandeDetail, page as pageDe, travail, uuid } from '@/test/fixtures/demandes.ts'
import { session } from '@/test/fixtures/session.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

test('l’export emporte les colonnes, l’ordre et les filtres affichés, avec son motif', async () => {
  let corps: unknown
  server.use(
    repond('post', '/exports-de-demandes', async (contexte) => {
      corps = await contexte.corps()
      return travail('en_cours')
    }),
    repond('get', '/travaux/{travail_id}', travail()),
  )
  const { utilisateur } = await ouvrir('/demandes?etat=AC&sort=-nom&apercu=' + uuid(1, 0))
  await utilisateur.click(await screen.findByRole('button', { name: 'Exporter la liste' }))
  const fenetre = await screen.findByRole('dialog', { name: 'Exporter la liste' })
  expect(within(fenetre).getByRole('button', { name: 'Préparer le fichier' })).toBeDisabled()
  await utilisateur.type(within(fenetre).getByRole('textbox', { name: /À quoi servira/ }), 'Commission du 3')
  await utilisateur.click(within(fenetre).getByRole('radio', { name: 'LibreOffice' }))
  await utilisateur.click(await within(fenetre).findByRole('combobox', { name: 'Détailler les points de' }))
  await utilisateur.click(await screen.findByRole('option', { name: 'Rennes Métropole' }))
  await utilisateur.click(within(fenetre).getByRole('button', { name: 'Préparer le fichier' }))
  await waitFor(() => expect(corps).toBeDefined())
  expect(corps).toEqual({
    recherche: { etat: ['AC'], sort: '-nom' },
    colonnes: ['nom', 'numero', 'etat', 'deposee', 'anciennete', 'personnes', 'typologies', 'points', 'communes'],
    format: 'ods',
    motif: 'Commission du 3',
    avec_protegees: false,
    points_de: '243500139',
  })
})

test('cochées, ces demandes et elles seules s’exportent', async () => {
  let corps: { recherche?: unknown } = {}
  server.use(
    repond('post', '/exports-de-demandes', async (contexte) => {
      corps = (await contexte.corps()) as typeof corps
      return travail()
    }),
  )
  const { utilisateur } = await ouvrir('/demandes')
  await utilisateur.click(await screen.findByRole('checkbox', { name: 'Cocher BERNARD Karim' }))
  await utilisateur.click(screen.getByRole('checkbox', { name: 'Cocher DIALLO Louise' }))
  await utilisateur.click(screen.getByRole('button', { name: 'Exporter 2 lignes cochées' }))
  const fenetre = await screen.findByRole('dialog', { name: 'Exporter 2 demandes cochées' })
  await utilisateur.type(within(fenetre).getByRole('textbox', { name: /À quoi servira/ }), 'Relance')
  await utilisateur.click(within(fenetre).getByRole('button', { name: 'Préparer le fichier' }))
  expect(await within(fenetre).findByRole('link', { name: 'Prendre le fichier' })).toHaveAttribute('href', expect.stringContaining('/travaux/'))
  expect(corps.recherche).toEqual({ demandes: [uuid(1, 1), uuid(1, 2)] })
})

test('un travail non abouti dit pourquoi et se relance', async () => {
  const perdu = { ...travail('echec'), nom: null, cause: 'Le fichier n’a pas pu être préparé, après plusieurs essais. Relancez-le.' }
  let vu: ReturnType<typeof travail> = perdu
  server.use(
    repond('get', '/travaux', () => pageDe([vu])),
    repond('post', '/travaux/{travail_id}/relance', () => {
      vu = { ...travail('a_faire'), nom: null }
      return vu
    }),
  )
  const { utilisateur } = await ouvrir('/travaux')
  expect(await screen.findByText(/n’a pas pu être préparé/)).toBeVisible()
  await utilisateur.click(screen.getByRole('button', { name: 'Relancer' }))
  expect(await screen.findByRole('button', { name: 'Annuler' })).toBeVisible()
})

test('un message part aux cochées, et dit à qui il n’a pas pu partir', async () => {
  let corps: unknown
  const ecrit = { ...travail(), genre: 'message' as const, nom: null, total: 2, faits: 1, manques: [{ demande_id: uuid(1, 2), nom: '2600102', code: 'sans-adresse', phrase: 'Aucune adresse où écrire.' }] }
  server.use(
    repond('post', '/messages-groupes', async (contexte) => {
      corps = await contexte.corps()
      return ecrit
    }),
    repond('get', '/travaux/{travail_id}', ecrit),
  )
  const { utilisateur } = await ouvrir('/demandes')
  await utilisateur.click(await screen.findByRole('checkbox', { name: 'Cocher BERNARD Karim' }))
  await utilisateur.click(screen.getByRole('checkbox', { name: 'Cocher DIALLO Louise' }))
  await utilisateur.click(screen.getByRole('button', { name: 'Écrire' }))
  const fenetre = await screen.findByRole('dialog', { name: 'Écrire à 2 demandeurs' })
  await utilisateur.type(within(fenetre).getByRole('textbox', { name: /Objet/ }), 'Réunion')
  expect(within(fenetre).getByText('Écrivez le message.')).toBeVisible()
  await utilisateur.type(within(fenetre).getByRole('textbox', { name: /Message/ }), 'Venez nous voir mardi.')
  await utilisateur.click(within(fenetre).getByRole('button', { name: 'Envoyer' }))
  expect(await within(fenetre).findByText(/2600102.*Aucune adresse où écrire/)).toBeVisible()
  expect(corps).toEqual({ demandes: [uuid(1, 1), uuid(1, 2)], objet: 'Réunion', texte: 'Venez nous voir mardi.', par: 'message' })
  expect(within(fenetre).getByRole('button', { name: 'Envoyer' })).toBeDisabled()
})

test('de ses échanges, on écrit à la seule personne que l’on lit, par message ou par lettre', async () => {
  let corps: unknown
  const ecrit = { ...travail(), genre: 'lettres' as const, total: 1, faits: 1 }
  server.use(
    repond('post', '/messages-groupes', async (contexte) => {
      corps = await contexte.corps()
      return ecrit
    }),
    repond('get', '/travaux/{travail_id}', ecrit),
  )
  const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 0)}/echanges`)
  await utilisateur.click(await screen.findByRole('button', { name: 'Écrire au demandeur' }))
  const fenetre = await screen.findByRole('dialog', { name: `Écrire à ${demandeDetail(0).nom_affiche}` })
  await waitFor(() => expect(within(fenetre).getByRole('textbox', { name: /Objet/ })).toHaveFocus())
  await utilisateur.click(within(fenetre).getByRole('radio', { name: 'Lettre à imprimer' }))
  await utilisateur.type(within(fenetre).getByRole('textbox', { name: /Objet/ }), 'Rendez-vous')
  await utilisateur.type(within(fenetre).getByRole('textbox', { name: /Message/ }), 'Venez nous voir mardi.')
  await utilisateur.click(within(fenetre).getByRole('button', { name: 'Préparer les lettres' }))
  expect(await within(fenetre).findByRole('link', { name: 'Prendre le fichier' })).toBeVisible()
  expect(corps).toEqual({ demandes: [uuid(1, 0)], objet: 'Rendez-vous', texte: 'Venez nous voir mardi.', par: 'lettre' })
})

test('les attestations des cochées se préparent en un document', async () => {
  const { utilisateur } = await ouvrir('/demandes')
  await utilisateur.click(await screen.findByRole('checkbox', { name: 'Cocher BERNARD Karim' }))
  await utilisateur.click(screen.getByRole('button', { name: 'Attestations' }))
  const fenetre = await screen.findByRole('dialog', { name: 'Imprimer 1 attestation' })
  await utilisateur.click(within(fenetre).getByRole('button', { name: 'Préparer le document' }))
  expect(await within(fenetre).findByRole('link', { name: 'Prendre le fichier' })).toBeVisible()
})

test('sans le droit d’emporter, le bouton dit pourquoi', async () => {
  server.use(repond('get', '/session', { ...session, droits: session.droits.filter((droit) => droit !== 'demandes:exporter') }))
  const { utilisateur } = await ouvrir('/demandes')
  await utilisateur.click(await screen.findByRole('button', { name: 'Exporter la liste' }))
  expect(await screen.findByText(/Votre profil n’emporte pas de listes/)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Préparer le fichier' })).toBeDisabled()
})

test('mes travaux disent où ils en sont et ce qu’il y a à prendre', async () => {
  const { container, utilisateur } = await ouvrir('/travaux')
  expect(await screen.findByRole('link', { name: 'Prendre le fichier' })).toHaveAttribute('download', 'demandes-2026-11-26.xlsx')
  await utilisateur.click(screen.getByRole('button', { name: 'Annuler' }))
  await verifierAccessibilite(container)
})

test('les travaux de mes collègues se lisent, sans rien à prendre', async () => {
  const { id, genre, genre_libelle, etat, etat_libelle, motif, total, faits, cree_le, fini_le } = travail()
  const lu = { id, auteur: 'Karim Benali', genre, genre_libelle, etat, etat_libelle, motif, total, faits, cree_le, fini_le }
  server.use(repond('get', '/travaux-de-mes-collegues', pageDe([lu])))
  const { container, utilisateur, router } = await ouvrir('/travaux')
  await utilisateur.click(await screen.findByRole('button', { name: 'Ceux de mes collègues' }))
  expect(await screen.findByText('Karim Benali')).toBeVisible()
  expect(screen.queryByRole('link', { name: 'Prendre le fichier' })).toBeNull()
  expect(router.state.location.search).toMatchObject({ de: 'collegues' })
  await verifierAccessibilite(container)
})
