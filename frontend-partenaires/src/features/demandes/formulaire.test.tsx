import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { refuse, repond } from '@/test/api-handler.ts'
import { demandeDetail, formulaire, uuid } from '@/test/fixtures/demandes.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'
import { versSaisie, versSections } from './forms/conversion.ts'
import { formulaireSchema } from './forms/schema.ts'

test('un formulaire lu puis rendu ne change pas', () => {
  const saisie = versSaisie(formulaire)
  expect(formulaireSchema.safeParse(saisie).success).toBe(true)
  expect(versSections(saisie)).toMatchObject({
    demandeur: { nom_naissance: 'CHOROUOT', adresse: { commune: '35238' } },
    codemandeurs: [{ lien: 'C', adresse: null }],
    logement_recherche: { communes: ['35238', '35047', '35051'] },
  })
})

test('un brouillon vide est permis, une adresse commencée doit être finie', () => {
  expect(formulaireSchema.safeParse(versSaisie(null)).success).toBe(true)
  const commencee = versSaisie({ ...formulaire, demandeur: { ...formulaire.demandeur!, adresse: { voie: 'rue des Lilas', code_postal: '', commune: '', etranger: false } } })
  const lu = formulaireSchema.safeParse(commencee)
  expect(lu.error?.issues.map(({ path }) => path.join('.'))).toEqual(['demandeur.adresse.code_postal', 'demandeur.adresse.commune'])
})

test('les doublons se vérifient pendant la saisie : le brouillon se garde, et ceux qui ressemblent se lisent à côté', async () => {
  let envoye = false
  const brouillon = { ...demandeDetail(0), etat: 'BR' as const, etat_libelle: 'Brouillon' }
  server.use(
    repond('get', '/demandes/{demande_id}', brouillon),
    repond('patch', '/demandes/{demande_id}', () => {
      envoye = true
      return brouillon
    }),
  )
  const { utilisateur, router } = await ouvrir(`/demandes/${uuid(1, 0)}/saisie`)
  await utilisateur.type((await screen.findAllByLabelText(/^Prénom/))[0]!, ' Anne')
  await utilisateur.click(screen.getByRole('button', { name: 'Vérifier les doublons' }))
  await waitFor(() => expect(router.state.location.pathname).toMatch(/\/validation$/))
  expect(envoye).toBe(true)
  expect((await screen.findAllByRole('table', { name: /^Comparaison avec la demande de/ }))[0]).toBeVisible()
})

test('seules les rubriques touchées sont envoyées', async () => {
  let envoye: unknown
  server.use(
    repond('patch', '/demandes/{demande_id}', async ({ corps }) => {
      envoye = await corps()
      return new Response(JSON.stringify(demandeDetail(0)), { headers: { 'Content-Type': 'application/json' } })
    }),
  )
  const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 0)}/saisie`)
  const telephone = (await screen.findAllByLabelText('Portable'))[0]!
  await utilisateur.clear(telephone)
  await utilisateur.type(telephone, '0700000000')
  await utilisateur.click(screen.getByRole('button', { name: /Enregistrer les modifications/ }))
  expect(await screen.findByText('Les modifications sont enregistrées.')).toBeVisible()
  expect(Object.keys(envoye as object).sort()).toEqual(['accord_le', 'demandeur', 'source', 'version'])
})

test('revenir à ce qui était écrit ne laisse rien à enregistrer', async () => {
  const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 0)}/saisie`)
  const prenoms = (await screen.findAllByLabelText('Prénoms'))[0]!
  expect(screen.getByText('Tout est enregistré.')).toBeVisible()
  await utilisateur.type(prenoms, 's')
  expect(screen.getByText('Des modifications ne sont pas enregistrées.')).toBeVisible()
  await utilisateur.type(prenoms, '{Backspace}')
  expect(screen.getByText('Tout est enregistré.')).toBeVisible()
})

test('quitter un brouillon sans l’enregistrer demande d’abord', async () => {
  const { utilisateur, router } = await ouvrir('/demandes/nouvelle')
  await utilisateur.type((await screen.findAllByLabelText('Prénoms'))[0]!, 'Martine')
  // another part of the same form is not a way out
  await act(() => router.navigate({ to: '.', hash: 'complements' }))
  expect(router.state.location.hash).toBe('complements')
  await utilisateur.click(screen.getAllByRole('link', { name: 'Accueil' })[0]!)
  const alerte = await screen.findByRole('dialog', { name: /Quitter sans enregistrer/ })
  expect(router.state.location.pathname).toBe('/demandes/nouvelle')
  await utilisateur.click(within(alerte).getByRole('button', { name: 'Revenir' }))
  expect(screen.getAllByLabelText('Prénoms')[0]).toHaveValue('Martine')
  await utilisateur.click(screen.getAllByRole('link', { name: 'Accueil' })[0]!)
  await utilisateur.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Quitter sans enregistrer' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Bonjour Anne' })).toBeVisible()
})

test('une erreur du serveur va au champ, et la saisie reste', async () => {
  server.use(
    repond('patch', '/demandes/{demande_id}', () =>
      refuse({ status: 422, code: 'saisie-invalide', title: 'Certains champs sont à corriger.', erreurs: [{ champ: 'demandeur.prenoms', code: 'string_too_long', message: 'Ce texte est trop long.' }] }),
    ),
  )
  const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 0)}/saisie`)
  const prenoms = (await screen.findAllByLabelText('Prénoms'))[0]!
  await utilisateur.type(prenoms, ' Anne')
  await utilisateur.click(screen.getByRole('button', { name: /Enregistrer les modifications/ }))
  const resume = await screen.findByRole('alert')
  expect(resume).toHaveFocus()
  await utilisateur.click(within(resume).getByRole('link', { name: 'Ce texte est trop long.' }))
  expect(prenoms).toHaveFocus()
  expect(prenoms).toHaveValue('Martine Anne')
})

test('tous les champs du formulaire se saisissent, axe ne trouve rien à redire', async () => {
  const fiche = { personne_id: formulaire.demandeur!.id, reconnu: true, tierce_personne: false, moteur: [], sensoriel: [], aides: [], equipements: [] }
  const colocataire = { id: uuid(2, 8), nom_naissance: 'DURAND', prenoms: 'Sacha', lien: 'AMI' as const }
  server.use(repond('get', '/demandes/{demande_id}', { ...demandeDetail(0), formulaire: { ...formulaire, handicaps: [fiche], colocataires: [colocataire] } }))
  const { container } = await ouvrir(`/demandes/${uuid(1, 0)}/saisie`)
  expect(await screen.findByRole('group', { name: 'Fiche handicap 1' })).toBeVisible()
  expect(screen.getByRole('group', { name: 'Colocataire 1' })).toBeVisible()
  expect(screen.getByLabelText('Programme, choix n° 1')).toHaveValue('Les Tilleuls')
  await verifierAccessibilite(container)
})
