import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { refuse, repond } from '@/test/api-handler.ts'
import { demandeResume, page as pageDe } from '@/test/fixtures/demandes.ts'
import { session } from '@/test/fixtures/session.ts'
import { ouvrir } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

const VIDE = { items: [], total: 0, total_plafonne: false, page: 1, size: 50 }

test('les filtres sont dans l’adresse, et l’adresse suffit à les retrouver', async () => {
  const demandees: string[] = []
  server.use(
    repond('get', '/demandes', ({ url }) => {
      demandees.push(url.search)
      return VIDE
    }),
  )
  const { utilisateur, router } = await ouvrir('/demandes?etat=AC&etat=EV&typologie=T2&sort=-deposee_le')
  await waitFor(() => expect(demandees.at(-1)).toContain('etat=AC&etat=EV'))
  expect(demandees.at(-1)).toContain('sort=-deposee_le')
  await utilisateur.click(screen.getByRole('button', { name: 'À valider' }))
  await waitFor(() => expect(router.state.location.search).toMatchObject({ a_valider: 'true', etat: ['AC', 'EV'], typologie: 'T2' }))
  expect(await screen.findByText('Aucune demande ne correspond')).toBeVisible()
})

test('un contingent choisi offre ses degrés, et les deux se cherchent ensemble', async () => {
  const demandees: string[] = []
  server.use(
    repond('get', '/demandes', ({ url }) => {
      demandees.push(decodeURIComponent(new URL(url).search))
      return VIDE
    }),
  )
  const { utilisateur } = await ouvrir('/demandes?contingent=PPRIOR')
  await utilisateur.click(await screen.findByRole('combobox', { name: 'Degré' }))
  await utilisateur.click(await screen.findByRole('option', { name: 'Degré 2' }))
  await waitFor(() => expect(demandees.at(-1)).toContain('contingent=PPRIOR&degre=2'))
})

test('la recherche garde la main et tout ce que l’on tape', async () => {
  const cherches: (string | null)[] = []
  server.use(
    repond('get', '/demandes', ({ url }) => {
      cherches.push(url.searchParams.get('q'))
      return VIDE
    }),
  )
  const { utilisateur } = await ouvrir('/demandes')
  await utilisateur.keyboard('/')
  const champ = screen.getByRole('searchbox', { name: /Nom, prénom/ })
  expect(champ).toHaveFocus()
  await utilisateur.keyboard('mar')
  await waitFor(() => expect(cherches.at(-1)).toBe('mar'))
  await utilisateur.keyboard('tin')
  await waitFor(() => expect(cherches.at(-1)).toBe('martin'))
  expect(champ).toHaveFocus()
  expect(champ).toHaveValue('martin')
  await utilisateur.click(screen.getByRole('button', { name: 'Retirer les filtres' }))
  await waitFor(() => expect(champ).toHaveValue(''))
})

test('un nom qu’aucune demande active ne porte dit sous quel état il existe, et le montre', async () => {
  server.use(
    repond('get', '/demandes', ({ url }) => {
      const etats = url.searchParams.getAll('etat')
      if (!etats.includes('NR')) return VIDE
      return pageDe([{ ...demandeResume(0), etat: 'NR', etat_libelle: 'Radiée, non renouvelée' }])
    }),
  )
  const { utilisateur, router } = await ouvrir('/demandes?q=perrin')
  expect(await screen.findByText(/1 demande correspond, sous un autre état.: radiée, non renouvelée/)).toBeVisible()
  await utilisateur.click(screen.getByRole('button', { name: 'Les montrer' }))
  expect(router.state.location.search).toMatchObject({ q: 'perrin', etat: 'NR' })
  expect(await screen.findByRole('link', { name: demandeResume(0).nom_affiche })).toBeVisible()
})

test('un périmètre limité dit ce qu’il ne montre pas, quand rien ne répond', async () => {
  const limite = 'Votre organisme ne voit que les demandes qui concernent Cesson-Sévigné. Une autre peut exister dans le département.'
  server.use(repond('get', '/demandes', VIDE), repond('get', '/session', { ...session, limite }))
  await ouvrir('/demandes?q=perrin')
  expect(await screen.findByText(/ne voit que les demandes qui concernent Cesson-Sévigné/)).toBeVisible()
})

test('un numéro de sécurité sociale tapé dans la recherche ne part nulle part', async () => {
  const cherches: (string | null)[] = []
  server.use(
    repond('get', '/demandes', ({ url }) => {
      cherches.push(url.searchParams.get('q'))
      return VIDE
    }),
  )
  const { utilisateur, router } = await ouvrir('/demandes')
  await utilisateur.click(screen.getByRole('searchbox', { name: /Nom, prénom/ }))
  await utilisateur.paste('288059999912345')
  expect(await screen.findByText(/Rien n’a été envoyé/)).toBeVisible()
  await utilisateur.click(screen.getByRole('button', { name: 'Par numéro' }))
  expect(await screen.findByRole('dialog', { name: 'Rechercher par numéro' })).toBeVisible()
  expect(cherches.every((q) => q === null)).toBe(true)
  expect(router.state.location.href).not.toContain('2880')
})

test('un numéro se cherche dans le corps de la requête, jamais dans l’adresse', async () => {
  let corps: unknown
  server.use(
    repond('post', '/recherches-de-demandes', async (contexte) => {
      corps = await contexte.corps()
      return { items: [], ailleurs: { code: 'hors-perimetre', phrase: 'Une demande existe hors de votre périmètre.' } }
    }),
  )
  const { utilisateur, router } = await ouvrir('/demandes')
  await utilisateur.click(await screen.findByRole('button', { name: 'Par numéro' }))
  const fenetre = await screen.findByRole('dialog', { name: 'Rechercher par numéro' })
  expect(within(fenetre).getByText('Écrivez le numéro entier.')).toBeVisible()
  await utilisateur.click(within(fenetre).getByRole('radio', { name: 'Sécurité sociale' }))
  await utilisateur.type(within(fenetre).getByRole('textbox', { name: 'Sécurité sociale' }), '284053523800197')
  await utilisateur.click(within(fenetre).getByRole('button', { name: 'Rechercher' }))
  expect(await within(fenetre).findByText('Une demande existe hors de votre périmètre.')).toBeVisible()
  expect(corps).toEqual({ nir: '284053523800197' })
  await utilisateur.click(within(fenetre).getByRole('radio', { name: 'Référence interne' }))
  await utilisateur.type(within(fenetre).getByRole('textbox', { name: 'Référence interne' }), 'DOS-41')
  await utilisateur.click(within(fenetre).getByRole('button', { name: 'Rechercher' }))
  await waitFor(() => expect(corps).toEqual({ reference_interne: 'DOS-41' }))
  expect(JSON.stringify(router.state.location)).not.toContain('284053523800197')
})

test('un filtre gardé remplace ceux que l’on voit, et se garde sans les mots tapés', async () => {
  let corps: unknown
  server.use(
    repond('post', '/filtres-de-demandes', async (contexte) => {
      corps = await contexte.corps()
      return []
    }),
  )
  const { utilisateur, router } = await ouvrir('/demandes?q=martin&etat=EV&mon_organisme=true')
  await utilisateur.click(await screen.findByRole('button', { name: 'Mes filtres' }))
  await utilisateur.click(await screen.findByRole('button', { name: 'T2 à Rennes' }))
  await waitFor(() => expect(router.state.location.search).toMatchObject({ etat: 'AC', commune: '35238', typologie: 'T2', sort: '-points' }))
  expect(Object.keys(router.state.location.search)).not.toContain('q')
  await utilisateur.click(screen.getByRole('button', { name: 'Mes filtres' }))
  await utilisateur.click(await screen.findByRole('button', { name: 'Garder les filtres affichés' }))
  const fenetre = await screen.findByRole('dialog', { name: 'Garder ces filtres' })
  expect(within(fenetre).getByRole('button', { name: 'Garder' })).toBeDisabled()
  await utilisateur.type(within(fenetre).getByRole('textbox', { name: /Nom du filtre/ }), 'Les T2')
  await utilisateur.click(within(fenetre).getByRole('checkbox', { name: /partager/ }))
  await utilisateur.click(within(fenetre).getByRole('button', { name: 'Garder' }))
  await waitFor(() => expect(corps).toEqual({ nom: 'Les T2', partage: true, recherche: { etat: ['AC'], commune: '35238', typologie: 'T2', sort: '-points' } }))
})

test('la cotation se borne : au total, et dans un bloc de la grille', async () => {
  const { utilisateur, router } = await ouvrir('/demandes')
  await utilisateur.click(await screen.findByRole('button', { name: /^Filtrer.*Cotation/ }))
  const total = within(await screen.findByRole('group', { name: 'Points vérifiés' }))
  await utilisateur.type(total.getByRole('textbox', { name: 'Au moins' }), '40')
  await waitFor(() => expect(router.state.location.search).toMatchObject({ points_min: '40' }))
  const bloc = within(screen.getByRole('group', { name: 'Points d’un bloc de la grille' }))
  await utilisateur.selectOptions(bloc.getByRole('combobox', { name: 'Bloc' }), 'Deuxième')
  await utilisateur.type(bloc.getByRole('textbox', { name: 'Du bloc, au plus' }), '0')
  await waitFor(() => expect(router.state.location.search).toMatchObject({ points_min: '40', axe: '2', axe_max: '0' }))
  await utilisateur.keyboard('{Escape}')
  await utilisateur.click(screen.getByRole('button', { name: 'Retirer les filtres' }))
  await waitFor(() => expect(Object.keys(router.state.location.search)).not.toContain('axe'))
})

test('les besoins déclarés et qui suit le foyer se cherchent depuis sa colonne', async () => {
  const { utilisateur, router } = await ouvrir('/demandes')
  await utilisateur.click(await screen.findByRole('button', { name: /^Filtrer.*Foyer/ }))
  const besoins = within(await screen.findByRole('group', { name: 'Besoins déclarés' }))
  await utilisateur.click(besoins.getByRole('checkbox', { name: 'Handicap signalé' }))
  await utilisateur.click(besoins.getByRole('checkbox', { name: 'Dossier FSL' }))
  await utilisateur.type(screen.getByRole('textbox', { name: 'Suivi par' }), 'Emmaüs')
  await waitFor(() => expect(router.state.location.search).toMatchObject({ besoin: ['handicap', 'fsl'], suivi_par: 'Emmaüs' }))
})

test('un téléphone incomplet dit ce qu’il lui manque', async () => {
  const MANQUE = 'Ce numéro n’a pas dix chiffres.'
  server.use(repond('post', '/recherches-de-demandes', () => refuse({ status: 422, code: 'saisie-invalide', title: 'Certains champs sont à corriger. Rien n’a été enregistré.', erreurs: [{ champ: 'telephone', code: 'value_error', message: MANQUE }] })))
  const { utilisateur } = await ouvrir('/demandes#par-numero')
  const fenetre = await screen.findByRole('dialog', { name: 'Rechercher par numéro' })
  await utilisateur.click(within(fenetre).getByRole('radio', { name: 'Téléphone' }))
  await utilisateur.type(within(fenetre).getByRole('textbox', { name: 'Téléphone' }), '06 12')
  await utilisateur.click(within(fenetre).getByRole('button', { name: 'Rechercher' }))
  expect(await within(fenetre).findByText(MANQUE)).toBeVisible()
})

test('tous les filtres des colonnes, même cachées, se règlent dans une seule fenêtre', async () => {
  const { utilisateur, router } = await ouvrir('/demandes?typologie=T2')
  await utilisateur.click(await screen.findByRole('button', { name: 'Filtrer (1)' }))
  const fenetre = await screen.findByRole('dialog', { name: 'Filtrer la liste' })
  for (const groupe of ['Type cherché', 'Nature de la demande', 'Public prioritaire']) expect(within(fenetre).getByRole('radiogroup', { name: groupe })).toBeVisible()
  expect(within(fenetre).getByRole('textbox', { name: 'Suivi par' })).toBeVisible()
  await utilisateur.click(within(fenetre).getByRole('checkbox', { name: 'Brouillon' }))
  await waitFor(() => expect(router.state.location.search).toMatchObject({ typologie: 'T2', etat: 'BR' }))
  await utilisateur.click(within(fenetre).getByRole('button', { name: 'Voir la liste' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
  expect(screen.getByRole('button', { name: 'Filtrer (2)' })).toHaveFocus()
})
