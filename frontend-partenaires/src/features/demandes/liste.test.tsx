import { renderHook, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { refuse, repond } from '@/test/api-handler.ts'
import { demandeDetail, demandeResume, formulaire, page as pageDe, rupture, uuid } from '@/test/fixtures/demandes.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'
import { useColonnesDemandes } from './components/colonnes.tsx'

const VIDE = { items: [], total: 0, total_plafonne: false, page: 1, size: 50 }

test('une adresse mal écrite ne casse pas la page', async () => {
  await ouvrir('/demandes?page=abc&size=9999')
  expect(await screen.findByRole('link', { name: /MARTIN \(NGUYEN\) Martine/ })).toBeVisible()
})

test('les flèches parcourent les lignes et ouvrent l’aperçu, Échap le ferme', async () => {
  const { utilisateur, router } = await ouvrir('/demandes')
  const premiere = await screen.findByRole('link', { name: 'BERNARD Karim' })
  premiere.focus()
  await utilisateur.keyboard('{ArrowDown}')
  expect(screen.getByRole('link', { name: 'DIALLO Louise' })).toHaveFocus()
  expect(router.state.location.search).toMatchObject({ apercu: uuid(1, 2) })
  expect(await screen.findByRole('complementary', { name: 'DIALLO Louise' })).toBeVisible()
  await utilisateur.keyboard('{Escape}')
  expect(screen.queryByRole('complementary')).not.toBeInTheDocument()
})

test('de la recherche à l’aperçu et retour, sans souris', async () => {
  const { utilisateur } = await ouvrir('/demandes')
  const premiere = await screen.findByRole('link', { name: 'MARTIN (NGUYEN) Martine' })
  await utilisateur.keyboard('/{ArrowDown}')
  expect(premiere).toHaveFocus()
  await utilisateur.keyboard('{ArrowRight}')
  const panneau = await screen.findByRole('complementary')
  await waitFor(() => expect(panneau.contains(document.activeElement) || document.activeElement === premiere).toBe(true))
  await within(panneau).findByText('12/05/1984 (42 ans)')
  await utilisateur.keyboard('{ArrowRight}')
  expect(panneau).toHaveFocus()
  await utilisateur.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('complementary')).not.toBeInTheDocument())
  expect(premiere).toHaveFocus()
})

test('une rupture met un titre devant chaque groupe ; un groupe s’ouvre seul, puis se referme', async () => {
  const demandees: string[] = []
  let comptees = 0
  server.use(
    repond('get', '/demandes', ({ url }) => {
      demandees.push(url.search)
      const reunies = [3, 1, 2].map((rang, place) => ({ ...demandeResume(rang), groupe: place === 2 ? '' : '35238' }))
      if (url.searchParams.get('groupe') !== null) return VIDE
      return { ...pageDe(reunies), rupture: url.searchParams.has('par') ? rupture('commune') : null }
    }),
    repond('get', '/ruptures-de-demandes', () => {
      comptees += 1
      return rupture('commune')
    }),
  )
  const { utilisateur, router } = await ouvrir('/demandes?q=martin')
  await utilisateur.selectOptions(await screen.findByRole('combobox', { name: /Rupture/ }), 'commune')
  expect(await screen.findByRole('rowheader', { name: /Rennes, 480 demandes/ })).toBeVisible()
  const lues = screen.getAllByRole('row').map((ligne) => ligne.textContent)
  const rang = (morceau: string) => lues.findIndex((texte) => texte.includes(morceau))
  expect(rang('Rennes, 480 demandes')).toBe(1)
  expect(rang('Aucune commune souhaitée, 22 demandes')).toBe(4)
  expect(comptees, 'la liste dit elle-même ses groupes').toBe(0)
  await utilisateur.click(screen.getByRole('button', { name: 'Ne voir que ce groupe\u00a0: Aucune commune souhaitée' }))
  await waitFor(() => expect(new URLSearchParams(demandees.at(-1)).get('groupe')).toBe(''))
  expect(demandees.at(-1)).toContain('par=commune')
  expect(await screen.findByText(/Aucune commune souhaitée, 22/)).toBeVisible()
  await utilisateur.click(screen.getByRole('button', { name: 'Tous les groupes' }))
  await utilisateur.click(await screen.findByRole('button', { name: 'Les groupes seuls' }))
  const groupes = await screen.findByRole('list', { name: 'Groupes de la liste' })
  expect(within(groupes).getByRole('button', { name: /Rennes.*480 demandes/ })).toBeVisible()
  expect(router.state.location.search).toMatchObject({ q: 'martin', par: 'commune' })
  await utilisateur.click(screen.getByRole('button', { name: 'Avec leurs demandes' }))
  expect(await screen.findByRole('rowheader', { name: /Rennes, 480 demandes/ })).toBeVisible()
})

test('trop de demandes pour compter tous les groupes : la liste des groupes le dit', async () => {
  server.use(repond('get', '/demandes', { ...pageDe([demandeResume(1)]), rupture: { ...rupture('commune'), total: 20_000, plafonnee: true } }))
  await ouvrir('/demandes?par=commune')
  expect(await screen.findByRole('list', { name: 'Groupes de la liste' })).toBeVisible()
  expect(screen.getByText(/ces nombres sont un minimum/)).toBeVisible()
})

test('les cinq colonnes du fichier se montrent, chacune avec son tri, et chaque naissance', async () => {
  const colonnes = renderHook(() => useColonnesDemandes({ search: {}, filtrer: () => undefined, etats: [], typologies: [], natures: [], publics: [], origines: [], libelle: (_, code) => code ?? '' })).result.current
  const tri = Object.fromEntries(colonnes.map(({ id, tri: ordre }) => [id, ordre]))
  expect(tri).toMatchObject({ numero: 'numero', nature: 'nature', etat: 'etat', deposee: 'deposee_le', renouvelee: 'renouvelee_le', nom: 'nom', ne_le: 'ne_le' })
  await ouvrir('/demandes')
  expect((await screen.findAllByText(/^\d\d\/\d\d\/\d{4} \(\d+ ans\), avec .+ \(\d\d\/\d\d\/\d{4}\)$/))[0]).toBeVisible()
})

test('un clic d’en-tête trie, monte puis descend puis rend l’ordre du serveur', async () => {
  const { utilisateur, router } = await ouvrir('/demandes')
  const entete = await screen.findByRole('button', { name: /Déposée le/ })
  const cellule = () => screen.getByRole('columnheader', { name: /Déposée le/ })
  await utilisateur.click(entete)
  expect(cellule()).toHaveAttribute('aria-sort', 'ascending')
  await utilisateur.click(screen.getByRole('button', { name: /Déposée le/ }))
  expect(router.state.location.search).toMatchObject({ sort: '-deposee_le' })
  await utilisateur.click(screen.getByRole('button', { name: /Déposée le/ }))
  expect(router.state.location.search).not.toHaveProperty('sort', expect.anything())
})

test('une panne dit ce qui se passe', async () => {
  server.use(repond('get', '/demandes', () => refuse({ status: 500, code: 'erreur-inattendue', title: 'Une erreur inattendue s’est produite.' })))
  await ouvrir('/demandes')
  expect(await screen.findByRole('alert')).toHaveTextContent('Une erreur inattendue s’est produite.')
  expect(screen.getByRole('button', { name: 'Réessayer' })).toBeVisible()
})

test('l’aperçu dit qui joindre, avec qui, et ce qui a été proposé', async () => {
  const personne = { ...formulaire.demandeur!, telephone_domicile: '0299010203', telephone_travail: '0299040506' }
  const conjoint = { ...formulaire.codemandeurs[0]!, nom_usage: 'MARTIN' }
  const telephones = [
    { de: 'Martine', libelle: 'Portable', numero: '0612345678' },
    { de: 'Martine', libelle: 'Fixe', numero: '0299010203' },
  ]
  const lue = demandeDetail(0)
  server.use(repond('get', '/demandes/{demande_id}', { ...lue, entete: { ...lue.entete, telephones }, formulaire: { ...formulaire, demandeur: personne, codemandeurs: [conjoint] } }))
  await ouvrir(`/demandes?apercu=${uuid(1, 0)}`)
  const panneau = await screen.findByRole('complementary', { name: 'KOROUI (CHOROUOT) Martine' })
  for (const dit of ['06 12 34 56 78, Martine', '02 99 01 02 03, Martine', 'MARTIN (BENALI) Karim, 02/11/1981, Française']) expect(await within(panneau).findByText(dit)).toBeVisible()
  expect(within(panneau).queryByText(/02 99 04 05 06/)).toBeNull()
  for (const terme of ['Nationalité', 'Activité', 'Ressources', 'Plafond PLUS', 'Cherche', 'Communes']) expect(within(panneau).getByText(terme)).toBeVisible()
  expect(await within(panneau).findByText('Prospections totales')).toBeVisible()
  expect(within(panneau).getByText(/3 autres bailleurs s’occupent déjà de ce ménage/)).toBeVisible()
})

test('axe ne trouve rien à redire', async () => {
  const { container } = await ouvrir(`/demandes?apercu=${uuid(1, 0)}`)
  await screen.findByRole('complementary', { name: 'KOROUI (CHOROUOT) Martine' })
  await verifierAccessibilite(container)
})
