import { screen, waitFor, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { telephoneLisible } from '@/lib/numero.ts'
import { repond } from '@/test/api-handler.ts'
import { demandeDetail, uuid } from '@/test/fixtures/demandes.ts'
import { feuilles, formulaireEntier } from '@/test/formulaire-entier.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'
import { sansRang } from '@/ui/marques.tsx'

const ICI = `/demandes/${uuid(1, 0)}`
const ONGLETS = ['demandeur', 'codemandeurs', 'colocataires', 'occupants', 'situation-professionnelle', 'revenus', 'logement-actuel', 'logement-recherche', 'complements']

function poser(choisies: Record<string, unknown> = {}) {
  const { formulaire, textes } = formulaireEntier(choisies)
  server.use(repond('get', '/demandes/{demande_id}', { ...demandeDetail(0), formulaire }))
  return textes
}

const adresse = (champ: string) => champ.replace(/^(demandeur|codemandeurs)\.adresse(_logement)?\./, 'adresse.')
const lus = () => new Set([...document.querySelectorAll('[data-champ]')].flatMap((ou) => ou.getAttribute('data-champ')!.split(' ')))
const saisis = () => new Set([...document.querySelectorAll('[name]')].map((ou) => sansRang(ou.getAttribute('name')!)))
const manquants = (connus: ReadonlySet<string>) => feuilles().filter((champ) => !connus.has(champ))
const ecrit = (texte: string) => {
  const page = document.body.textContent.toLowerCase()
  return page.includes(texte) || page.includes(telephoneLisible(texte))
}
/** In France or abroad, an address says its commune or its town: never both. */
const EN_FRANCE = Object.fromEntries(['demandeur', 'codemandeurs'].flatMap((qui) => ['adresse', 'adresse_logement'].map((ou) => [`${qui}.${ou}.etranger`, false])))

test('chaque champ du formulaire a sa place dans la vue synthétique, avec ce qui y est écrit', async () => {
  const textes = poser()
  await ouvrir(ICI)
  await screen.findByRole('heading', { name: 'Occupants' })
  expect(manquants(lus())).toEqual([])
  expect(Object.entries(textes).filter(([, texte]) => !ecrit(texte))).toEqual([])
})

test('chaque champ du formulaire a sa place dans un onglet de la demande', async () => {
  const textes = poser()
  const connus = new Set<string>()
  const ecrits = new Set<string>()
  for (const onglet of ONGLETS) {
    const { unmount } = await ouvrir(`${ICI}/${onglet}`)
    await waitFor(() => expect(lus().size).toBeGreaterThan(0))
    for (const champ of lus()) connus.add(champ)
    for (const [champ, texte] of Object.entries(textes)) if (ecrit(texte)) ecrits.add(champ)
    unmount()
  }
  expect(manquants(connus)).toEqual([])
  expect(Object.keys(textes).filter((champ) => !ecrits.has(champ))).toEqual([])
})

test('chaque champ du formulaire se saisit au guichet', async () => {
  poser({ ...EN_FRANCE, 'demandeur.adresse.etranger': true })
  await ouvrir(`${ICI}/saisie`)
  await screen.findByLabelText('Date du jugement d’expulsion')
  // every address is the same component: one abroad shows what the others would
  const connus = new Set([...saisis(), ...lus()].map(adresse))
  expect(feuilles().filter((champ) => !connus.has(adresse(champ)))).toEqual([])
})

test('les champs du Cerfa portent sa marque, et un filtre ne montre qu’eux, d’un onglet à l’autre', async () => {
  poser()
  const { utilisateur, router, container } = await ouvrir(`${ICI}/situation-professionnelle`)
  const [profession] = await screen.findAllByText('Profession')
  await waitFor(() => expect(profession!.parentElement).toHaveAttribute('data-cerfa'))
  expect(screen.getAllByText('SIRET')[0]!.parentElement).not.toHaveAttribute('data-cerfa')
  await utilisateur.click(screen.getByRole('checkbox', { name: 'Seulement les champs du Cerfa' }))
  await waitFor(() => expect(screen.queryByText('SIRET')).not.toBeInTheDocument())
  expect(router.state.location.search).toMatchObject({ cerfa: 'true' })
  expect(screen.getAllByText('Profession')[0]).toBeVisible()
  await utilisateur.click(screen.getByRole('link', { name: 'Logement actuel' }))
  expect(await screen.findByText('Loyer avec charges')).toBeVisible()
  expect(screen.queryByText('Fin du préavis')).not.toBeInTheDocument()
  await verifierAccessibilite(container)
})

test('à la saisie, le filtre cache les champs locaux sans en perdre la réponse', async () => {
  poser(EN_FRANCE)
  const { utilisateur } = await ouvrir(`${ICI}/saisie?cerfa=true`)
  const nom = (await screen.findAllByRole('textbox', { name: 'Nom de naissance' }))[0]!
  await waitFor(() => expect(nom).toHaveAttribute('aria-description', 'Champ du Cerfa'))
  expect(screen.queryByRole('textbox', { name: 'Numéro SIRET' })).not.toBeInTheDocument()
  await utilisateur.click(screen.getByRole('checkbox', { name: 'Seulement les champs du Cerfa' }))
  const siret = (await screen.findAllByRole('textbox', { name: 'Numéro SIRET' }))[0]!
  expect((siret as HTMLInputElement).value).toMatch(/^texte/)
})

test('d’un onglet, un clic mène à la vue synthétique, un autre l’imprime', async () => {
  const imprimer = vi.spyOn(window, 'print').mockReturnValue()
  const { utilisateur } = await ouvrir(`${ICI}/revenus`)
  await utilisateur.click(await screen.findByRole('link', { name: 'Synthèse' }))
  await utilisateur.click(await screen.findByRole('button', { name: 'Imprimer la vue synthétique' }))
  expect(imprimer).toHaveBeenCalledOnce()
  imprimer.mockRestore()
})

test('au guichet, les motifs se rangent, et pas plus que le service n’en admet', async () => {
  const envoyes: unknown[] = []
  const lue = demandeDetail(0)
  server.use(
    repond('get', '/demandes/{demande_id}', { ...lue, formulaire: { ...lue.formulaire, motifs: { codes: ['13', '09'], autre: null, jugement_le: null } } }),
    repond('patch', '/demandes/{demande_id}', async ({ corps }) => {
      envoyes.push(((await corps()) as { motifs?: { codes: string[] } }).motifs?.codes)
      return demandeDetail(0)
    }),
  )
  const { utilisateur } = await ouvrir(`${ICI}/saisie`)
  const motifs = await screen.findByRole('group', { name: /^Motifs, du plus important/ })
  expect(await within(motifs).findByText('3 motifs au plus.')).toBeVisible()
  await utilisateur.click(within(motifs).getByRole('combobox', { name: 'Ajouter un motif' }))
  await utilisateur.click(await screen.findByRole('option', { name: 'Divorce, séparation' }))
  expect(within(motifs).queryByRole('combobox')).toBeNull()
  await utilisateur.click(within(motifs).getByRole('button', { name: 'Monter Divorce, séparation' }))
  expect(within(motifs).getAllByRole('listitem').map((ligne) => ligne.textContent)).toEqual([expect.stringContaining('Logement trop petit'), expect.stringContaining('Divorce'), expect.stringContaining('Logement trop cher')])
  await utilisateur.click(screen.getByRole('button', { name: /Enregistrer les modifications/ }))
  await waitFor(() => expect(envoyes).toEqual([['13', '11', '09']]))
})

test('au guichet, « sans abri ou abri de fortune » se choisit et part', async () => {
  const envoyes: unknown[] = []
  server.use(
    repond('patch', '/demandes/{demande_id}', async ({ corps }) => {
      envoyes.push(((await corps()) as { logement_actuel?: { statut: string } }).logement_actuel?.statut)
      return demandeDetail(0)
    }),
  )
  const { utilisateur } = await ouvrir(`${ICI}/saisie`)
  await screen.findByRole('option', { name: 'Sans abri ou abri de fortune' })
  await utilisateur.selectOptions(screen.getByRole('combobox', { name: /^Statut/ }), 'Sans abri ou abri de fortune')
  await utilisateur.click(screen.getByRole('button', { name: /Enregistrer les modifications/ }))
  await waitFor(() => expect(envoyes).toEqual(['SD']))
})
